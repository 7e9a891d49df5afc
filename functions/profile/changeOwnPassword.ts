import { routes } from '../../shared/contract/routes.ts'
import type { Account } from '../../shared/domain/account.ts'
import { isLearner } from '../../shared/domain/account.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { withOwnPassword } from '../../shared/domain/learnerStates.ts'
import type { School } from '../../shared/domain/school.ts'
import { type AttemptStore, attemptStoreFromEnv } from '../../shared/store/attempts.ts'
import { type LearnersOf, learnersFromEnv } from '../../shared/store/learners.ts'
import { type OwnPasswordStore, ownPasswordStoreFromEnv } from '../../shared/store/ownPassword.ts'
import { type PasswordHasher, passwordHasherFromEnv } from '../../shared/store/passwordHasher.ts'
import { type PasswordHashStore, passwordHashesFromEnv } from '../../shared/store/passwordHashes.ts'
import { type SchoolStore, schoolStoreFromEnv } from '../../shared/store/schools.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { passwordContext, refuseWeakPassword } from '../passwords/passwordPolicy.ts'
import { trailOf } from './ownAccount.ts'

type Needs = {
  hashes: PasswordHashStore
  hasher: PasswordHasher
  attempts: AttemptStore
  schools: SchoolStore
  learnersOf: LearnersOf
  ownPasswords: OwnPasswordStore
}

/** My Profile → own password. Every other session of the account ends; staff can no longer show a learner's. */
export const changeOwnPassword =
  ({ hashes, hasher, attempts, schools, learnersOf, ownPasswords }: Needs): Action<typeof routes.changeOwnPassword> =>
  async (request) => {
    const { principal, body, now } = request
    const { account, session } = principal
    const who = `own password of ${account.id}`
    const reservation = await attempts.reserve(who, now)
    if (!reservation.allowed) throw new DomainError('too-many-attempts', { retryAfter: reservation.retryAfter })
    const replaced = await hashes.get(account.id)
    if (!replaced || !(await hasher.verify(replaced.hash, body.currentPassword))) {
      throw new DomainError('current-password-wrong')
    }
    await attempts.clear(who)

    const ownSchools = await schools.getMany(account.schoolIds)
    refuseWeakPassword(body.newPassword, passwordContext(account.username, ownSchools), ['newPassword'])
    const outcome = await ownPasswords.change({
      account,
      session,
      replaced,
      hash: await hasher.hash(body.newPassword),
      places: await placesOf(account, ownSchools, replaced.version + 1),
      trail: trailOf(account),
      event: { ...originOf(request), action: 'own-password-changed', learnerId: null, details: {} },
    })
    if (outcome === 'stale') throw new DomainError('conflict')
    return {}

    async function placesOf({ id, role }: Account, at: readonly School[], passwordVersion: number) {
      if (!isLearner(role)) return []
      const places = await Promise.all(
        at.map(async (school) => {
          const before = await learnersOf(school).get(id)
          return before ? [{ schoolId: school.id, before, after: withOwnPassword(before, now, passwordVersion) }] : []
        }),
      )
      return places.flat()
    }
  }

export const handler = httpAction(routes.changeOwnPassword, () =>
  changeOwnPassword({
    hashes: passwordHashesFromEnv(),
    hasher: passwordHasherFromEnv(),
    attempts: attemptStoreFromEnv(),
    schools: schoolStoreFromEnv(),
    learnersOf: learnersFromEnv(),
    ownPasswords: ownPasswordStoreFromEnv(),
  }),
)
