import { describe, expect, it } from 'vitest'
import { resetPassword } from '../../../functions/passwords/resetPassword.ts'
import { revealPassword } from '../../../functions/passwords/revealPassword.ts'
import { shownPasswords } from '../../../functions/prints/printedLearners.ts'
import { routes } from '../../../shared/contract/routes.ts'
import { schoolWorld } from '../../support/people.ts'
import { call } from '../../support/request.ts'

/** A learner with a new password, whose ciphertext was taken out of a backup from before the reset. */
const withOldCiphertext = async () => {
  const { world, school, staff, learner } = await schoolWorld()
  const asked = { as: staff, params: { schoolId: school.id, learnerId: learner.id } }
  const old = await world.ciphertexts.get(learner.id)
  await call(world, routes.resetPassword, resetPassword(world), { ...asked, body: { password: 'Mynydd Mawr 26' } })
  if (!old) throw new Error('The learner had no password to show')
  world.state.ciphertexts.set(learner.id, old)
  return { world, school, learner, asked }
}

describe('a ciphertext of an earlier password', () => {
  it('is never shown as the present one, and nobody is said to have seen it', async () => {
    const { world, asked } = await withOldCiphertext()
    const reply = await call(world, routes.revealPassword, revealPassword(world), asked)
    expect(reply).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(world.events.map(({ action }) => action)).toEqual(['password-reset'])
  })

  it('is not printed either', async () => {
    const { world, school, learner } = await withOldCiphertext()
    const now = await world.learnersOf(school).getMany([learner.id])
    expect((await shownPasswords(world, now)).size).toBe(0)
  })
})
