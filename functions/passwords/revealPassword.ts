import { routes } from '../../shared/contract/routes.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { type AuditTrail, auditTrailFromEnv } from '../../shared/store/auditTrail.ts'
import { dataKeysFromEnv } from '../../shared/store/dataKeys.ts'
import { type LearnersOf, learnersFromEnv } from '../../shared/store/learners.ts'
import { type PasswordCiphertextStore, passwordCiphertextsFromEnv } from '../../shared/store/passwordCiphertexts.ts'
import { type PasswordSealer, passwordSealer } from '../../shared/store/passwordSealer.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'

type Needs = {
  learnersOf: LearnersOf
  ciphertexts: PasswordCiphertextStore
  sealer: PasswordSealer
  audit: AuditTrail
}

/** Show Password, for one learner at a time. Who looked is on record before anyone sees it. */
export const revealPassword =
  ({ learnersOf, ciphertexts, sealer, audit }: Needs): Action<typeof routes.revealPassword> =>
  async (request) => {
    const { school, params } = request
    const learner = await learnersOf(school).get(params.learnerId)
    if (!learner) throw new DomainError('not-found')
    if (learner.passwordStatus === 'changed-by-user') throw new DomainError('password-changed-by-user')
    const stored = learner.passwordStatus === 'available' ? await ciphertexts.get(learner.id) : null
    if (!stored) throw new DomainError('password-not-available')
    // Reset between the two reads, or put there by somebody who may not.
    if (stored.version !== learner.passwordVersion) throw new DomainError('conflict')
    const sealedFor = { schoolId: stored.schoolId, learnerId: learner.id, passwordVersion: stored.version }
    const password = await sealer.open(sealedFor, stored.sealed)
    await audit.record(school.id, [
      { ...originOf(request), action: 'password-revealed', learnerId: learner.id, details: {} },
    ])
    return { body: { password: password.reveal(), setAt: stored.setAt, setBy: stored.setBy } }
  }

export const handler = httpAction(routes.revealPassword, () =>
  revealPassword({
    learnersOf: learnersFromEnv(),
    ciphertexts: passwordCiphertextsFromEnv(),
    sealer: passwordSealer(dataKeysFromEnv()),
    audit: auditTrailFromEnv(),
  }),
)
