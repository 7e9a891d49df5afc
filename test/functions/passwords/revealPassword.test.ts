import { expect, it } from 'vitest'
import type { ActionRequest } from '../../../functions/http/httpAction.ts'
import { revealPassword } from '../../../functions/passwords/revealPassword.ts'
import type { routes } from '../../../shared/contract/routes.ts'
import { actorOf } from '../../../shared/domain/audit.ts'
import { Secret } from '../../../shared/domain/secret.ts'
import type { AuditTrail } from '../../../shared/store/auditTrail.ts'
import type { LearnerStore } from '../../../shared/store/learners.ts'
import { aLearner, anAccount, aSchool } from '../../support/builders.ts'

const learner = aLearner({ passwordStatus: 'available', passwordVersion: 1 })
const stored = {
  accountId: learner.id,
  sealed: 'sealed',
  version: 1,
  schoolId: aSchool().id,
  setBy: 'ReesM',
  setAt: '2026-10-05T09:00:00.000Z',
}

const reveal = (audit: AuditTrail) =>
  revealPassword({
    learnersOf: () => ({ get: async () => learner }) as unknown as LearnerStore,
    ciphertexts: { get: async () => stored, getMany: async () => [stored] },
    sealer: { seal: async () => 'sealed', open: async () => new Secret('Hen Gyfrinair 1') },
    audit,
  })({
    school: aSchool(),
    principal: { account: anAccount() },
    actor: actorOf(anAccount()),
    params: { learnerId: learner.id },
    now: new Date('2026-10-05T10:00:00Z'),
    requestId: 'request',
    sourceIp: '192.0.2.1',
  } as unknown as ActionRequest<typeof routes.revealPassword>)

it('answers only when the event stands', async () => {
  const { promise: written, resolve: write } = Promise.withResolvers<void>()
  let answered = false
  const answer = reveal({ record: () => written }).then((given) => {
    answered = true
    return given
  })
  await new Promise((resolve) => setImmediate(resolve))
  expect(answered).toBe(false)
  write()
  expect((await answer).body).toEqual({ password: 'Hen Gyfrinair 1', setAt: stored.setAt, setBy: 'ReesM' })
})

it('answers nothing when the event can’t be written', async () => {
  await expect(reveal({ record: () => Promise.reject(new Error('down')) })).rejects.toThrow('down')
})
