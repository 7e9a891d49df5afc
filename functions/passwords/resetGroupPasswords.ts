import { routes } from '../../shared/contract/routes.ts'
import type { GroupReset } from '../../shared/domain/groupReset.ts'
import { displayNameOf } from '../../shared/domain/names.ts'
import { mostPlaces } from '../../shared/domain/passwords/generator.ts'
import type { Random } from '../../shared/domain/random.ts'
import { newId, secureRandom } from '../../shared/store/ids.ts'
import { type LearnersOf, learnersFromEnv } from '../../shared/store/learners.ts'
import { type GroupResetsOf, groupResetsFromEnv } from '../../shared/store/passwordResets.ts'
import { type ResetQueue, resetQueueFromEnv } from '../../shared/store/resetQueue.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { log } from '../lambda/log.ts'
import { selectLearners } from '../learners/selectLearners.ts'
import { groupResetView } from './groupResetView.ts'
import { sendGroupReset } from './sendGroupReset.ts'

type Needs = { learnersOf: LearnersOf; resetsOf: GroupResetsOf; queue: ResetQueue; random: Random }

/** Group Actions → Reset Passwords. The job is written down before any of it begins; whoever may start it may watch. */
export const resetGroupPasswords =
  ({ learnersOf, resetsOf, queue, random }: Needs): Action<typeof routes.resetGroupPasswords> =>
  async (request) => {
    const { school, principal, body, now, requestId, sourceIp } = request
    const learners = await selectLearners(learnersOf(school), body.selection)
    const job: GroupReset = {
      id: newId(),
      schoolId: school.id,
      startedBy: { id: principal.account.id, username: principal.account.username },
      startedAt: now.toISOString(),
      requestId,
      sourceIp,
      options: { includeChangedByUser: body.includeChangedByUser, onlyNotAvailable: body.onlyNotAvailable },
      language: body.language,
      start: random(mostPlaces),
      targets: learners.map(({ id, forename, surname, username, passwordVersion }) => ({
        learnerId: id,
        displayName: displayNameOf(forename, surname),
        username,
        passwordVersion,
      })),
    }
    await resetsOf(school.id).start(job, {
      ...originOf(request),
      action: 'password-resets-started',
      learnerId: null,
      details: { resetId: job.id, selection: body.selection.kind, learners: learners.length },
    })
    const unsent = await sendGroupReset(queue, job, new Set())
    if (unsent > 0) log('warn', 'left to the sweep', { requestId, resetId: job.id, count: unsent })
    const path = `/v1/schools/${school.id}/password-resets/${job.id}`
    return { body: groupResetView(job, []), headers: { location: path, 'retry-after': '1' } }
  }

export const handler = httpAction(routes.resetGroupPasswords, () =>
  resetGroupPasswords({
    learnersOf: learnersFromEnv(),
    resetsOf: groupResetsFromEnv({ auditing: true }),
    queue: resetQueueFromEnv(),
    random: secureRandom,
  }),
)
