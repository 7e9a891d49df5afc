import { describe, expect, it } from 'vitest'
import { openProfile } from '../../../functions/profile/openProfile.ts'
import { listGroups } from '../../../functions/schools/listGroups.ts'
import { signIn } from '../../../functions/sessions/signIn.ts'
import { signOut } from '../../../functions/sessions/signOut.ts'
import { routes } from '../../../shared/contract/routes.ts'
import type { Account } from '../../../shared/domain/account.ts'
import { Secret } from '../../../shared/domain/secret.ts'
import { unknownPerAddress } from '../../../shared/store/attempts.ts'
import { anAccount } from '../../support/builders.ts'
import { addAccount, schoolWorld } from '../../support/people.ts'
import { call } from '../../support/request.ts'
import { hours, minutes } from '../../support/world/clock.ts'
import type { World } from '../../support/world/memoryWorld.ts'

const profile = (world: World, as: Account) => call(world, routes.openProfile, openProfile(world.schools), { as })

const enter = (world: World, username: string, password: string, sourceIp = '192.0.2.1') =>
  call(world, routes.signIn, signIn(world), { body: { username, password }, sourceIp })

describe('a session', () => {
  it('of staff ends after 30 untouched minutes', async () => {
    const { world, staff } = await schoolWorld()
    expect((await profile(world, staff)).status).toBe(200)
    world.clock.forward(30 * minutes - 1)
    expect((await profile(world, staff)).status).toBe(200)
    world.clock.forward(30 * minutes)
    expect((await profile(world, staff)).body['code']).toBe('not-signed-in')
  })

  it('of a learner ends after 60', async () => {
    const { world, learner } = await schoolWorld()
    const account = world.state.accounts.get(learner.id)
    if (!account) throw new Error('The learner has no account')
    expect((await profile(world, account)).status).toBe(200)
    world.clock.forward(60 * minutes - 1)
    expect((await profile(world, account)).status).toBe(200)
    world.clock.forward(60 * minutes)
    expect((await profile(world, account)).status).toBe(401)
  })

  it('ends 12 hours after signing in, however busy it was', async () => {
    const { world, staff } = await schoolWorld()
    const statuses: number[] = []
    for (let quarter = 0; quarter < 48; quarter++) {
      statuses.push((await profile(world, staff)).status)
      world.clock.forward(0.25 * hours)
    }
    expect(new Set(statuses)).toEqual(new Set([200]))
    expect((await profile(world, staff)).status).toBe(401)
  })

  it('ends when its owner signs out, and the cookie goes', async () => {
    const { world, staff } = await schoolWorld()
    const reply = await call(world, routes.signOut, signOut(world.sessions), { as: staff })
    expect(reply.status).toBe(204)
    expect(reply.cookies).toEqual([expect.stringMatching(/^__Host-sid=; .*Max-Age=0$/)])
    expect((await profile(world, staff)).status).toBe(401)
  })

  it('with a one-time password reaches nothing but what changes it', async () => {
    const { world, school } = await schoolWorld()
    const newcomer = anAccount({ forename: 'Tegwen', passwordChangeRequired: true })
    await addAccount(world, newcomer, 'Llwyd4Afal')
    expect((await profile(world, newcomer)).body['passwordChangeRequired']).toBe(true)
    const groups = await call(world, routes.listGroups, listGroups(world.learnersOf), {
      as: newcomer,
      params: { schoolId: school.id },
    })
    expect(groups).toMatchObject({ status: 403, body: { code: 'password-change-required' } })
    expect((await call(world, routes.signOut, signOut(world.sessions), { as: newcomer })).status).toBe(204)
  })
})

describe('a token', () => {
  it.each([
    ['nothing', ''],
    ['no secret', 'abc'],
    ['a secret of another length', 'abc.def'],
    ['too many parts', `abc.${'x'.repeat(43)}.z`],
    ['an account that is not there', `0000000000000000.${'x'.repeat(43)}`],
  ])('that is %s opens nothing', async (_, text) => {
    const { world } = await schoolWorld()
    const reply = await call(world, routes.openProfile, openProfile(world.schools), { token: new Secret(text) })
    expect(reply.body['code']).toBe('not-signed-in')
  })

  it("of one account with another's secret opens nothing", async () => {
    const { world, staff, champion } = await schoolWorld()
    const [own, others] = await Promise.all([
      world.sessions.open(staff, world.clock()),
      world.sessions.open(champion, world.clock()),
    ])
    const mixed = `${own.token.reveal().split('.')[0]}.${others.token.reveal().split('.')[1]}`
    const reply = await call(world, routes.openProfile, openProfile(world.schools), { token: new Secret(mixed) })
    expect(reply.status).toBe(401)
  })
})

describe('guessing passwords', () => {
  it('waits 1, 2, 4 … seconds from the fifth failure on, 15 minutes at most, and starts afresh with the right one', async () => {
    const { world, staff } = await schoolWorld()
    for (let failure = 1; failure <= 5; failure++) {
      expect((await enter(world, staff.username, 'Wrong')).status).toBe(401)
    }
    for (const wait of [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]) {
      const refused = await enter(world, staff.username, 'Eryri2Haf')
      expect(refused).toMatchObject({ status: 429, headers: { 'retry-after': String(wait) } })
      world.clock.forward(wait * 1000)
      expect((await enter(world, staff.username, 'Wrong')).status).toBe(401)
    }
    world.clock.forward(15 * minutes)
    expect((await enter(world, staff.username, 'Eryri2Haf')).status).toBe(201)
    for (let failure = 1; failure <= 4; failure++) {
      expect((await enter(world, staff.username, 'Wrong')).status).toBe(401)
    }
    expect((await enter(world, staff.username, 'Eryri2Haf')).status).toBe(201)
  })

  it('stops an address after 50 different names that nobody has, and nobody else', async () => {
    const { world, staff } = await schoolWorld()
    for (let count = 0; count < unknownPerAddress; count++) {
      expect((await enter(world, `Nobody${count}`, 'Wrong')).status).toBe(401)
    }
    expect((await enter(world, 'OneMore', 'Wrong')).status).toBe(429)
    expect((await enter(world, 'OneMore', 'Wrong', '198.51.100.7')).status).toBe(401)
    expect((await enter(world, staff.username, 'Eryri2Haf')).status).toBe(201)
    world.clock.forward(5 * minutes)
    expect((await enter(world, 'AnotherOne', 'Wrong')).status).toBe(401)
  })
})
