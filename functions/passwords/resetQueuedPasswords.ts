import { type ResetMessage, resetMessage } from '../../shared/contract/messages.ts'
import type { Account } from '../../shared/domain/account.ts'
import { type GroupReset, reasonToSkip } from '../../shared/domain/groupReset.ts'
import { passwordForPlace } from '../../shared/domain/passwords/generator.ts'
import { allows, mayActFor } from '../../shared/domain/permissions.ts'
import type { Random } from '../../shared/domain/random.ts'
import type { School } from '../../shared/domain/school.ts'
import { Secret } from '../../shared/domain/secret.ts'
import { type AccountStore, accountStoreFromEnv } from '../../shared/store/accounts.ts'
import { dataKeysFromEnv } from '../../shared/store/dataKeys.ts'
import { secureRandom } from '../../shared/store/ids.ts'
import { learnerChangesFromEnv } from '../../shared/store/learnerChanges.ts'
import { learnersFromEnv } from '../../shared/store/learners.ts'
import { passwordHasherFromEnv } from '../../shared/store/passwordHasher.ts'
import { type GroupResetsOf, groupResetsFromEnv } from '../../shared/store/passwordResets.ts'
import { passwordSealer } from '../../shared/store/passwordSealer.ts'
import { type SchoolStore, schoolStoreFromEnv } from '../../shared/store/schools.ts'
import { queueWorker } from '../lambda/queueWorker.ts'
import type { ChangeNeeds } from '../learners/changeLearner.ts'
import { finishGroupReset } from './finishGroupReset.ts'
import { type IssuingNeeds, issuePassword } from './issuePassword.ts'
import { passwordContext } from './passwordPolicy.ts'

type Needs = ChangeNeeds &
  IssuingNeeds & {
    resetsOf: GroupResetsOf
    accounts: AccountStore
    schools: SchoolStore
    random: Random
    clock: () => Date
  }

const attempts = 5

/**
 * Resets the passwords of one message's learners. Each learner is one transaction with its result in it, so a message
 * may come twice, or its worker die anywhere: a learner has either the old password and no result, or the new and one.
 */
export const resetQueuedPasswords =
  (needs: Needs) =>
  async ({ schoolId, resetId, learnerIds }: ResetMessage): Promise<void> => {
    const { resetsOf, accounts, schools } = needs
    const resets = resetsOf(schoolId)
    const [job, school] = await Promise.all([resets.get(resetId), schools.get(schoolId)])
    if (!job || !school) return
    const done = new Set((await resets.results(resetId)).map(({ learnerId }) => learnerId))
    const waiting = learnerIds.filter((id) => !done.has(id))
    if (waiting.length > 0) {
      const initiator = await accounts.get(job.startedBy.id)
      const allowed = mayStillReset(initiator, school)
      const outcomes = await Promise.allSettled(
        waiting.map((learnerId) =>
          allowed
            ? resetOne(needs, job, school, learnerId)
            : resets.record(resetId, learnerId, { outcome: 'failed', reason: 'initiator-not-allowed' }, needs.clock()),
        ),
      )
      const failure = outcomes.find((outcome) => outcome.status === 'rejected')
      if (failure) throw failure.reason
    }
    await finishGroupReset(resets, job)
  }

const mayStillReset = (initiator: Account | null, school: School): boolean =>
  initiator?.status === 'active' && allows(initiator.role, 'reset-passwords') && mayActFor(initiator, school)

const resetOne = async (needs: Needs, job: GroupReset, school: School, learnerId: string): Promise<void> => {
  const { learnersOf, changesOf, resetsOf, random, clock } = needs
  const place = job.targets.findIndex((target) => target.learnerId === learnerId)
  const target = job.targets[place]
  if (!target) return
  for (let attempt = 0; attempt < attempts; attempt++) {
    const at = clock()
    const learner = await learnersOf(school).get(learnerId)
    const skipped = learner ? reasonToSkip(learner, target, job.options) : 'leaver'
    if (!learner || skipped) {
      await resetsOf(school.id).record(job.id, learnerId, { outcome: 'skipped', reason: skipped ?? 'leaver' }, at)
      return
    }
    const context = passwordContext(learner.username, [school])
    const password = new Secret(passwordForPlace(random, job.start, place, job.language, context))
    const issued = await issuePassword(needs, { school, learner, password, setBy: job.startedBy.username, at })
    const outcome = await changesOf(school).apply({
      ...issued,
      before: learner,
      account: { endSessions: true },
      reset: { resetId: job.id, outcome: 'reset', at },
      event: {
        actor: job.startedBy,
        at,
        requestId: job.requestId,
        sourceIp: job.sourceIp,
        action: 'password-reset',
        learnerId,
        details: { resetId: job.id, generated: true },
      },
    })
    if (outcome === 'elsewhere') {
      await resetsOf(school.id).record(job.id, learnerId, { outcome: 'skipped', reason: 'leaver' }, at)
      return
    }
    // Done by a copy of this message, or by a try whose answer was lost.
    if (outcome === 'applied' || outcome === 'already-done') return
  }
  throw new Error('The learner kept changing while their password was being reset')
}

export const handler = queueWorker('resetQueuedPasswords', resetMessage, () =>
  resetQueuedPasswords({
    learnersOf: learnersFromEnv(),
    changesOf: learnerChangesFromEnv(['PASSWORD_HASHES', 'PASSWORD_CIPHERTEXTS', 'PASSWORD_RESETS']),
    resetsOf: groupResetsFromEnv(),
    accounts: accountStoreFromEnv(),
    schools: schoolStoreFromEnv(),
    hasher: passwordHasherFromEnv(),
    sealer: passwordSealer(dataKeysFromEnv()),
    random: secureRandom,
    clock: () => new Date(),
  }),
)
