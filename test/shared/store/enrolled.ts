import type { AuditEvent } from '../../../shared/domain/audit.ts'
import { withIssuedPassword } from '../../../shared/domain/learnerStates.ts'
import type { Stores } from '../../support/backends.ts'
import { accountOf, aLearner, aSchool } from '../../support/builders.ts'

export const now = new Date('2026-11-02T09:00:00.000Z')

export const anEvent = (overrides: Partial<AuditEvent> = {}): AuditEvent => ({
  actor: { id: 'staffreesmair000', username: 'ReesM' },
  at: now,
  requestId: 'request-1',
  sourceIp: '192.0.2.1',
  action: 'password-reset',
  learnerId: aLearner().id,
  details: { generated: true },
  ...overrides,
})

/** Joe Bloggs at his school with his first password, and the change that would give him the second. */
export const enrolled = async (open: () => Promise<Stores>) => {
  const stores = await open()
  const school = aSchool()
  const before = aLearner({
    passwordStatus: 'available',
    passwordSetAt: '2026-09-01T08:00:00.000Z',
    passwordVersion: 1,
  })
  const account = accountOf(before, school)
  const password = { hash: 'hash 1', sealed: 'sealed 1', setBy: 'ReesM' }
  await stores.newAccounts.create({
    account,
    hash: 'hash 1',
    learner: { schoolId: school.id, learner: before, password },
  })
  return {
    ...stores,
    school,
    before,
    account,
    changes: stores.changesOf(school),
    reset: {
      before,
      after: withIssuedPassword(before, now),
      account: { endSessions: true },
      password: { hash: 'hash 2', sealed: 'sealed 2', setBy: 'JonesA' },
      event: anEvent(),
    } as const,
    get: () => stores.learnersOf(school).get(before.id),
  }
}
