import { describe, expect, it } from 'vitest'
import { openLearner } from '../../functions/learners/openLearner.ts'
import { resetPassword } from '../../functions/passwords/resetPassword.ts'
import { revealPassword } from '../../functions/passwords/revealPassword.ts'
import { signIn } from '../../functions/sessions/signIn.ts'
import { routes } from '../../shared/contract/routes.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { schoolWorld } from './people.ts'
import { call, requestId } from './request.ts'
import { hours } from './world/clock.ts'
import { putUnder } from './world/state.ts'

describe('a call in the world in memory', () => {
  it('signs its account in and reaches the action', async () => {
    const { world, school, staff, learner } = await schoolWorld()
    const params = { schoolId: school.id, learnerId: learner.id }
    const reply = await call(world, routes.openLearner, openLearner(world.learnersOf), { as: staff, params })
    expect(reply).toMatchObject({ status: 200, body: { username: 'BloggsJ', passwordStatus: 'available', version: 1 } })
    expect(reply.headers['etag']).toBe('"1"')
  })

  it('is nobody without an account, and too late once the clock has moved', async () => {
    const { world, school, staff, learner } = await schoolWorld()
    const params = { schoolId: school.id, learnerId: learner.id }
    const open = (as: typeof staff | null) =>
      call(world, routes.openLearner, openLearner(world.learnersOf), { as, params })
    expect((await open(null)).body['code']).toBe('not-signed-in')
    expect((await open(staff)).status).toBe(200)
    world.clock.forward(1 * hours)
    expect((await open(staff)).status).toBe(401)
  })

  it('signs in with the password that an action has set, and not with the one before', async () => {
    const { world, school, staff, learner } = await schoolWorld()
    const params = { schoolId: school.id, learnerId: learner.id }
    const body = { password: 'Mynydd Mawr 26' }
    const reset = await call(world, routes.resetPassword, resetPassword(world), { as: staff, params, body })
    expect(reset.body).toMatchObject({ version: 2, passwordStatus: 'available' })
    const enter = (password: string) =>
      call(world, routes.signIn, signIn(world), { body: { username: 'bloggsj', password } })
    expect((await enter('Mynydd Mawr 26')).status).toBe(201)
    expect((await enter('Draig4Coch')).body['code']).toBe('sign-in-failed')
    expect(world.events.map(({ action }) => action)).toEqual(['password-reset', 'signed-in'])
  })

  it('lets a store fail, and work again', async () => {
    const { world, school, staff, learner } = await schoolWorld()
    const params = { schoolId: school.id, learnerId: learner.id }
    const reveal = () => call(world, routes.revealPassword, revealPassword(world), { as: staff, params })
    world.fail('dataKeys.get', new DomainError('temporarily-unavailable', { retryAfter: 60 }))
    expect(await reveal()).toMatchObject({ status: 503, headers: { 'retry-after': '60' } })
    world.mend('dataKeys.get')
    world.fail('audit.record')
    expect(await reveal()).toMatchObject({ status: 500, body: { code: 'internal-error', requestId } })
    world.mend('audit.record')
    expect((await reveal()).body['password']).toBe('Draig4Coch')
  })

  it('does something behind the back of an action', async () => {
    const { world, school, staff, learner } = await schoolWorld()
    const params = { schoolId: school.id, learnerId: learner.id }
    world.beforeNext('changes.apply', () => {
      putUnder(world.state.learners, school.id, learner.id, { ...learner, consent: 'withdrawn', version: 2 })
    })
    const body = { generate: true }
    const reset = await call(world, routes.resetPassword, resetPassword(world), { as: staff, params, body })
    expect(reset.body).toMatchObject({ version: 3, consent: 'withdrawn' })
  })

  it('does not let an answer through that breaks the contract', async () => {
    const { world } = await schoolWorld()
    const broken = async () => ({ body: { status: 'ill' as never } })
    const reply = await call(world, routes.showHealth, broken)
    expect(reply).toMatchObject({ status: 500, body: { code: 'internal-error' } })
  })
})
