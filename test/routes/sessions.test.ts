import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { permissionsOf } from '../../shared/domain/permissions.ts'
import { anAccount } from '../support/builders.ts'
import { type RunningSchool, runSchool } from '../support/runningSchool.ts'
import { type Ask, asker, codeOf, type Reply, withoutRequestId } from './asking.ts'
import { type Person, personIn, signedInPeople } from './people.ts'
import { seeding } from './seeding.ts'

const wrong = 'Not the right 1'

let school: RunningSchool
let ask: Ask
let people: Record<string, Person>
let staff: Person
let oneTime: { username: string; password: string }

const signIn = (username: string, password: string): Promise<Reply> => ask('signIn', { body: { username, password } })

const profile = (token: unknown): Promise<Reply> => ask('openProfile', { token: String(token) })

const seconds = (count: number) => vi.setSystemTime(Date.now() + count * 1000)

/** Stops the clock, which the product shares with its tests: now it goes on only when a test says so. */
const stopClock = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })

beforeAll(async () => {
  school = await runSchool(10)
  ask = asker(school.allwedd.url)
  people = await signedInPeople(school)
  staff = personIn(people, 'staff')
  const seeds = await seeding()
  const account = { schoolIds: [staff.schoolId], authorityId: '699' }
  const issued = anAccount({ ...account, id: 'onetimepassword0', username: 'IssuedP', passwordChangeRequired: true })
  await seeds.account(issued, staff.id)
  oneTime = { username: issued.username, password: staff.password }
  const gone = anAccount({ ...account, id: 'deactivated00000', username: 'GoneP', status: 'deactivated' })
  await seeds.account(gone, staff.id)
})

afterEach(() => {
  vi.useRealTimers()
})

afterAll(() => school.stop())

describe('signing in', () => {
  it('answers a token, until when it lasts and who it is; the token is that of the cookie', async () => {
    const { body, headers, status } = await signIn(staff.username, staff.password)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      mfa: 'none',
      account: { id: staff.id, username: staff.username, kind: 'staff', role: 'staff' },
    })
    expect(Date.parse(String(body['expiresAt'])) - Date.now()).toBeGreaterThan(11 * 3_600_000)
    expect(headers['set-cookie']).toContain(`__Host-sid=${body['token']};`)
    expect((await profile(body['token'])).status).toBe(200)
  })

  it('is a new session each time', async () => {
    const tokens = await Promise.all(
      [1, 2].map(async () => (await signIn(staff.username, staff.password)).body['token']),
    )
    expect(tokens[0]).not.toBe(tokens[1])
    expect((await Promise.all(tokens.map(profile))).map(({ status }) => status)).toEqual([200, 200])
  })

  it('with a wrong password, an unknown name or a deactivated account gives the same answer', async () => {
    const replies = await Promise.all([
      signIn(staff.username, wrong),
      signIn('nobody-of-that-name', staff.password),
      signIn('GoneP', staff.password),
      signIn('GoneP', wrong),
      signIn(staff.username, staff.password.toLowerCase()),
      signIn(staff.username, `${staff.password} `),
    ])
    const [first, ...others] = replies.map(withoutRequestId)
    expect(first).toMatchObject({ status: 401, body: { code: 'sign-in-failed' } })
    for (const each of others) expect(each).toEqual(first)
    for (const { headers } of replies) expect(headers).not.toHaveProperty('set-cookie')
  })

  it('takes the username in any case', async () => {
    for (const username of [staff.username.toLowerCase(), staff.username.toUpperCase()]) {
      expect((await signIn(username, staff.password)).status).toBe(201)
    }
  })

  it('takes a password composed or decomposed, and nothing less', async () => {
    const { token, schoolId } = staff
    const { body } = await ask('listLearners', { token, params: { schoolId }, query: { status: 'active', limit: '1' } })
    const [learner] = body['items'] as { id: string; username: string }[]
    const password = 'Tŷ Ŵyn â 2 Gôt'
    const params = { schoolId, learnerId: learner?.id ?? '' }
    await ask('resetPassword', { token, params, body: { password: password.normalize('NFD') } })
    const username = learner?.username ?? ''
    expect((await signIn(username, password.normalize('NFC'))).status).toBe(201)
    expect((await signIn(username, password.normalize('NFD'))).status).toBe(201)
    expect(codeOf(await signIn(username, 'Ty Wyn a 2 Got'))).toBe('401 sign-in-failed')
    const shown = String((await ask('revealPassword', { token, params })).body['password'])
    expect(shown.normalize('NFC')).toBe(password.normalize('NFC'))
  })
})

describe('too many attempts', () => {
  const fail = async (username: string, times: number): Promise<string[]> => {
    const codes: string[] = []
    for (let time = 0; time < times; time++) codes.push(codeOf(await signIn(username, wrong)))
    return codes
  }

  it('start to wait with the fifth failure, twice as long each time, whatever the password', async () => {
    stopClock()
    const { username, password } = personIn(people, 'digital-champion')
    expect(await fail(username, 5)).toEqual(Array(5).fill('401 sign-in-failed'))
    for (const wait of [1, 2, 4]) {
      for (const attempt of [wrong, password]) {
        const refused = await signIn(username.toUpperCase(), attempt)
        expect(codeOf(refused)).toBe('429 too-many-attempts')
        expect(refused.headers['retry-after']).toBe(String(wait))
      }
      seconds(wait - 0.5)
      expect(codeOf(await signIn(username, password))).toBe('429 too-many-attempts')
      seconds(0.5)
      expect(await fail(username, 1)).toEqual(['401 sign-in-failed'])
    }
    seconds(8)
    expect((await signIn(username, password)).status).toBe(201)
    expect(await fail(username, 4)).toEqual(Array(4).fill('401 sign-in-failed'))
    expect((await signIn(username, password)).status).toBe(201)
  })

  it('are free up to the fourth, in whatever order requests of one moment come to be counted', async () => {
    stopClock()
    const { username, password } = personIn(people, 'primary learner')
    for (let times = 0; times < 4; times++) {
      expect(await fail(username, 1)).toEqual(['401 sign-in-failed'])
      seconds(-0.001)
    }
    expect((await signIn(username, password)).status).toBe(201)
  })

  it('look the same for a name that nobody has', async () => {
    stopClock()
    const known = personIn(people, 'primary staff').username
    await fail(known, 5)
    await fail('nobody-else', 5)
    const [ofKnown, ofUnknown] = await Promise.all([signIn(known, wrong), signIn('Nobody-Else', wrong)])
    expect(withoutRequestId(ofUnknown)).toEqual(withoutRequestId(ofKnown))
    expect(codeOf(ofUnknown)).toBe('429 too-many-attempts')
    expect(ofUnknown.headers['retry-after']).toBe(ofKnown.headers['retry-after'])
  })

  it('are counted before the password is looked at: of 50 guesses at once, five are', async () => {
    stopClock()
    const { username, password } = personIn(people, 'primary digital-champion')
    const replies = await Promise.all(Array.from({ length: 50 }, () => signIn(username, wrong)))
    const answered = replies.filter(({ status }) => status === 401)
    expect(answered.length).toBeGreaterThan(0)
    expect(answered.length).toBeLessThanOrEqual(5)
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(50 - answered.length)
    seconds(900)
    expect((await signIn(username, password)).status).toBe(201)
  })

  it('from one address with ever other unknown names end; those who exist still sign in from there', async () => {
    stopClock()
    seconds(3600)
    const replies: Reply[] = []
    for (let start = 0; start < 54; start += 9) {
      const names = Array.from({ length: 9 }, (_, place) => `guess-${start + place}`)
      replies.push(...(await Promise.all(names.map((name) => signIn(name, wrong)))))
    }
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(50)
    const refused = replies.filter(({ status }) => status === 429)
    expect(refused).toHaveLength(4)
    for (const { headers } of refused) expect(headers['retry-after']).toBe('300')
    expect((await signIn(staff.username, staff.password)).status).toBe(201)
    seconds(300)
    expect(codeOf(await signIn('guess-later', wrong))).toBe('401 sign-in-failed')
  })
})

describe('a session', () => {
  it('ends when its owner signs out, and no other one with it', async () => {
    const [one, other] = await Promise.all(
      [1, 2].map(async () => (await signIn(staff.username, staff.password)).body['token']),
    )
    const reply = await ask('signOut', { token: String(one) })
    expect(reply.status).toBe(204)
    expect(reply.headers['set-cookie']).toContain('Max-Age=0')
    expect(codeOf(await profile(one))).toBe('401 not-signed-in')
    expect(codeOf(await ask('signOut', { token: String(one) }))).toBe('401 not-signed-in')
    expect((await profile(other)).status).toBe(200)
  })

  it.each([
    ['staff', 30],
    ['learner', 60],
  ] as const)(
    'of a %s ends after %i minutes without a request, and each request prolongs it',
    async (name, minutes) => {
      stopClock()
      const { username, password } = personIn(people, name)
      const token = (await signIn(username, password)).body['token']
      for (let times = 0; times < 3; times++) {
        seconds(minutes * 60 - 1)
        expect((await profile(token)).status).toBe(200)
      }
      seconds(minutes * 60)
      expect(codeOf(await profile(token))).toBe('401 not-signed-in')
    },
  )

  it('ends after twelve hours, however busy', async () => {
    stopClock()
    const { body } = await signIn(staff.username, staff.password)
    expect(Date.parse(String(body['expiresAt'])) - Date.now()).toBe(12 * 3_600_000)
    for (let halves = 1; halves < 12 * 4; halves++) {
      seconds(900)
      expect((await profile(body['token'])).status).toBe(200)
    }
    seconds(899)
    expect((await profile(body['token'])).status).toBe(200)
    seconds(1)
    expect(codeOf(await profile(body['token']))).toBe('401 not-signed-in')
  })
})

describe('a one-time password', () => {
  it('opens nothing but the profile and the way to a password of one’s own', async () => {
    const token = String((await signIn(oneTime.username, oneTime.password)).body['token'])
    const { body } = await profile(token)
    expect(body).toMatchObject({ passwordChangeRequired: true, permissions: permissionsOf('staff') })
    const params = { schoolId: staff.schoolId }
    const refused = await Promise.all([
      ask('listSchools', { token }),
      ask('openSchool', { token, params }),
      ask('openSchool', { token, params: { schoolId: 'nowhere' } }),
      ask('listLearners', { token, params }),
      ask('suggestPasswords', { token, body: {} }),
    ])
    expect(new Set(refused.map(codeOf))).toEqual(new Set(['403 password-change-required']))

    const newPassword = 'Nant Gwynant 41'
    const change = { currentPassword: oneTime.password, newPassword }
    expect((await ask('changeOwnPassword', { token, body: change })).status).toBe(204)
    expect((await profile(token)).body['passwordChangeRequired']).toBe(false)
    expect((await ask('listSchools', { token })).status).toBe(200)
    expect((await signIn(oneTime.username, newPassword)).status).toBe(201)
    expect(codeOf(await signIn(oneTime.username, oneTime.password))).toBe('401 sign-in-failed')
  })

  it('can be left by signing out', async () => {
    const seeds = await seeding()
    const account = anAccount({
      id: 'onetimepassword1',
      username: 'IssuedQ',
      authorityId: '699',
      passwordChangeRequired: true,
    })
    await seeds.account({ ...account, schoolIds: [staff.schoolId] }, staff.id)
    const token = String((await signIn('IssuedQ', staff.password)).body['token'])
    expect((await ask('signOut', { token })).status).toBe(204)
    expect(codeOf(await profile(token))).toBe('401 not-signed-in')
  })
})
