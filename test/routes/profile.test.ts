import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type PolicyRule, policyMessages } from '../../shared/domain/passwords/policy.ts'
import { permissionsOf } from '../../shared/domain/permissions.ts'
import { type RunningSchool, runSchool } from '../support/runningSchool.ts'
import { type Ask, asker, codeOf, type Reply } from './asking.ts'
import { type Person, personIn, signedInPeople } from './people.ts'

let school: RunningSchool
let ask: Ask
let people: Record<string, Person>

beforeAll(async () => {
  school = await runSchool(10)
  ask = asker(school.allwedd.url)
  people = await signedInPeople(school)
})

afterEach(() => {
  vi.useRealTimers()
})

afterAll(() => school.stop())

const signIn = ({ username }: Person, password: string): Promise<Reply> =>
  ask('signIn', { body: { username, password } })

const change = ({ token }: Person, currentPassword: string, newPassword: string): Promise<Reply> =>
  ask('changeOwnPassword', { token, body: { currentPassword, newPassword } })

describe('my profile', () => {
  const names = ['staff', 'digital-champion', 'local-administrator', 'learner', 'primary staff', 'primary learner']

  it.each(names)('of %s: who they are, where, and what they may do', async (name) => {
    const { id, username, role, token, schoolId } = personIn(people, name)
    const { body } = await ask('openProfile', { token })
    const learner = role.endsWith('-learner')
    expect(body).toMatchObject({
      account: { id, username, kind: learner ? 'learner' : 'staff', role: learner ? 'learner' : role },
      permissions: permissionsOf(role),
      mfaEnrolled: false,
      passwordChangeRequired: false,
    })
    const own = school.allwedd.demo.schools.filter((each) => each.id === schoolId)
    const expected = role === 'local-administrator' ? [] : own.map((each) => ({ id: each.id, name: each.name }))
    expect(body['schools']).toEqual(expected)
  })

  it('says what the table of rights says', async () => {
    const permissions = async (name: string) =>
      (await ask('openProfile', { token: personIn(people, name).token })).body['permissions']
    expect(await permissions('primary learner')).toEqual(['sign-out', 'see-own-profile', 'see-schools'])
    expect(await permissions('learner')).toEqual(['sign-out', 'see-own-profile', 'change-own-password', 'see-schools'])
    expect(await permissions('staff')).not.toContain('change-legal-names')
    expect(await permissions('digital-champion')).toContain('change-legal-names')
  })
})

describe('one’s own password', () => {
  const rules = (name: string): [string, PolicyRule[]][] => [
    ['Aa1', ['too-short']],
    ['Aa1Aa1Ŵ', ['too-short']],
    [`Gwynt1${'ab'.repeat(62)}`, ['too-long']],
    ['afon teifi 77', ['no-upper-case']],
    ['AFON TEIFI 77', ['no-lower-case']],
    ['Afon Teifi Hir', ['no-digit']],
    ['Password1', ['common']],
    [`${name}2026`, ['username']],
    ['GlanAllwedd1', ['school-name']],
    ['Ysgol Uwchradd 22', ['school-name']],
    ['Summer2026', ['season-and-year']],
    ['Hydref2026', ['season-and-year']],
    ['xx', ['too-short', 'no-upper-case', 'no-digit']],
  ]

  it('has to keep every rule, and each that it breaks is named', async () => {
    const person = personIn(people, 'staff')
    for (const [password, broken] of rules(person.username)) {
      const { body, status } = await change(person, person.password, password)
      const errors = body['errors'] as { pointer: string; message: string }[]
      expect([password, status, body['code']]).toEqual([password, 400, 'password-policy'])
      expect([password, ...errors.map(({ message }) => message)]).toEqual([
        password,
        ...broken.map((rule) => policyMessages[rule].en),
      ])
      expect(new Set(errors.map(({ pointer }) => pointer))).toEqual(new Set(['/newPassword']))
    }
    const welsh = await ask('changeOwnPassword', {
      token: person.token,
      headers: { 'accept-language': 'cy' },
      body: { currentPassword: person.password, newPassword: 'Aa1' },
    })
    expect(welsh.body['errors']).toEqual([{ pointer: '/newPassword', message: policyMessages['too-short'].cy }])
    expect((await signIn(person, person.password)).status).toBe(201)
  })

  it('may have eight or 128 characters, counted as people count them', async () => {
    const person = personIn(people, 'primary staff')
    const short = '🐉🐉🐉🐉🐉Dr1'
    const long = `Dr1${'ŵ'.normalize('NFD').repeat(125)}`
    expect((await change(person, person.password, short)).status).toBe(204)
    expect((await change(person, short, long)).status).toBe(204)
    expect((await signIn(person, long.normalize('NFC'))).status).toBe(201)
  })

  it('changes when the current one is given: this session stays, every other one ends', async () => {
    const person = personIn(people, 'digital-champion')
    const elsewhere = String((await signIn(person, person.password)).body['token'])
    const reply = await change(person, person.password.normalize('NFD'), 'Afon Teifi 77')
    expect([reply.status, reply.text]).toEqual([204, ''])
    expect((await ask('openProfile', { token: person.token })).status).toBe(200)
    expect(codeOf(await ask('openProfile', { token: elsewhere }))).toBe('401 not-signed-in')
    expect(codeOf(await signIn(person, person.password))).toBe('401 sign-in-failed')
    expect((await signIn(person, 'Afon Teifi 77')).status).toBe(201)
    expect((await change(person, 'Afon Teifi 77', 'Afon Tywi 88')).status).toBe(204)
    expect((await ask('openProfile', { token: person.token })).status).toBe(200)
  })

  it('of two changes at once one is made, and the other is told so', async () => {
    const person = personIn(people, 'primary digital-champion')
    const wanted = ['Llyn Tegid 11', 'Llyn Brianne 22']
    const replies = await Promise.all(wanted.map((password) => change(person, person.password, password)))
    const changed = replies.map(({ status }) => status === 204)
    expect(changed.filter(Boolean)).toHaveLength(1)
    for (const reply of replies) {
      expect(['204', '409 conflict', '403 current-password-wrong']).toContain(codeOf(reply))
    }
    const signedIn = await Promise.all(wanted.map(async (password) => (await signIn(person, password)).status === 201))
    expect(signedIn).toEqual(changed)
  })

  it('stays when the current one is wrong, and guessing it is throttled like signing in', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    const person = personIn(people, 'local-administrator')
    for (let times = 0; times < 5; times++) {
      expect(codeOf(await change(person, 'Not the right 1', 'Afon Teifi 77'))).toBe('403 current-password-wrong')
    }
    const refused = await change(person, person.password, 'Afon Teifi 77')
    expect(codeOf(refused)).toBe('429 too-many-attempts')
    expect(refused.headers['retry-after']).toBe('1')
    expect((await signIn(person, person.password)).status).toBe(201)
    vi.setSystemTime(Date.now() + 1000)
    expect((await change(person, person.password, 'Afon Teifi 77')).status).toBe(204)
    expect(codeOf(await change(person, person.password, 'Afon Teifi 78'))).toBe('403 current-password-wrong')
    expect((await signIn(person, 'Afon Teifi 77')).status).toBe(201)
  })

  it('is not for primary learners to change', async () => {
    const person = personIn(people, 'primary learner')
    expect(codeOf(await change(person, person.password, 'Afon Teifi 77'))).toBe('403 not-allowed')
    expect((await signIn(person, person.password)).status).toBe(201)
  })

  it('of a secondary learner is theirs alone from then on, until staff reset it', async () => {
    const person = personIn(people, 'learner')
    const { token } = personIn(people, 'staff')
    const params = { schoolId: person.schoolId, learnerId: person.id }
    const before = await ask('openLearner', { token, params })
    expect((await ask('revealPassword', { token, params })).body['password']).toBe(person.password)
    expect((await change(person, person.password, 'Rhaeadr Fawr 5')).status).toBe(204)
    const after = await ask('openLearner', { token, params })
    expect(after.body).toEqual({
      ...before.body,
      passwordStatus: 'changed-by-user',
      passwordSetAt: expect.any(String),
      version: Number(before.body['version']) + 1,
    })
    expect(codeOf(await ask('revealPassword', { token, params }))).toBe('409 password-changed-by-user')
    const { body } = await ask('listLearners', { token, params, query: { passwordStatus: 'changed-by-user' } })
    expect((body['items'] as { id: string }[]).map(({ id }) => id)).toContain(person.id)

    const reset = await ask('resetPassword', { token, params, body: { generate: true } })
    expect(reset.body['passwordStatus']).toBe('available')
    expect(codeOf(await ask('openProfile', { token: person.token }))).toBe('401 not-signed-in')
    const shown = String((await ask('revealPassword', { token, params })).body['password'])
    expect((await signIn(person, shown)).status).toBe(201)
  })
})
