import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problems } from '../../shared/contract/problems.ts'
import type { Route } from '../../shared/contract/route.ts'
import { type RouteName, routes } from '../../shared/contract/routes.ts'
import type { ErrorCode } from '../../shared/domain/errors.ts'
import { type RunningSchool, runSchool } from '../support/runningSchool.ts'
import {
  type Ask,
  type Asked,
  asker,
  codeOf,
  exchange,
  expectProblem,
  expectSafeHeaders,
  nobody,
  pointersOf,
  type Reply,
} from './asking.ts'
import { type Person, personIn, signedInPeople } from './people.ts'
import { validBodies } from './validBodies.ts'

const all: readonly Route[] = Object.values(routes)
const named = (keep: (route: Route) => boolean) => all.filter(keep).map(({ name }) => name as RouteName)
const everyRoute = named(() => true)
const changing = named(({ method }) => method !== 'GET')
const ofOneLearner = named(({ method, path }) => method !== 'GET' && path.includes('{learnerId}'))
const withIfMatch = named(({ ifMatch }) => ifMatch === true)

const tooLarge = JSON.stringify({ unknown: 'x'.repeat(256 * 1024) })
const plainText = { 'content-type': 'text/plain' }

let school: RunningSchool
let ask: Ask
let people: Record<string, Person>
let champion: Person
let learnerId: string
let own: Record<string, string>

beforeAll(async () => {
  school = await runSchool(10)
  ask = asker(school.allwedd.url)
  people = await signedInPeople(school)
  champion = personIn(people, 'digital-champion')
  const { token, schoolId } = champion
  const { body } = await ask('listLearners', { token, params: { schoolId }, query: { limit: '1', status: 'active' } })
  learnerId = (body['items'] as { id: string }[])[0]?.id ?? ''
  own = { schoolId, learnerId }
})

afterAll(() => school.stop())

/** As the Digital Champion, to whom every route is open. */
const asked = (name: RouteName, more: Asked = {}): Promise<Reply> =>
  ask(name, { token: champion.token, params: own, ...more })

const raw = (method: string, path: string, headers: Record<string, string> = {}) =>
  exchange(school.allwedd.url, method, path, { token: champion.token, headers })

const expectCode = (reply: Reply, code: ErrorCode): void =>
  expect(codeOf(reply)).toBe(`${problems[code].status} ${code}`)

describe('what no route knows', () => {
  it.each(everyRoute)('%s refuses an unknown query parameter, and says where', async (name) => {
    const reply = await asked(name, { query: 'unknown=1', body: validBodies(learnerId)[name] })
    expectCode(reply, 'invalid-request')
    expect(pointersOf(reply)).toContain('/unknown')
  })

  it.each(changing)('%s refuses an unknown field, and says where', async (name) => {
    const reply = await asked(name, { body: { ...validBodies(learnerId)[name], 'un/kn~own': 1 } })
    expectCode(reply, 'invalid-request')
    expect(pointersOf(reply)).toContain('/un~1kn~0own')
  })

  it.each([
    ['GET', '/'],
    ['GET', '/v1'],
    ['GET', '/v1/nowhere'],
    ['GET', '/v2/me'],
    ['GET', '/v1/me/'],
    ['GET', '//v1/me'],
    ['GET', '/v1//me'],
    ['GET', '/V1/me'],
    ['GET', '/v1/schools//learners'],
    ['DELETE', '/v1/me'],
    ['GET', '/v1/sessions'],
    ['PUT', '/v1/schools'],
    ['OPTIONS', '/v1/me'],
    ['TRACE', '/v1/me'],
    ['PROPFIND', '/v1/me'],
    ['GET', '/v1/schools/../me'],
    ['GET', '/v1/../../etc/passwd'],
    ['GET', '/v1/me/%2e%2e/health'],
    ['GET', `/${'x'.repeat(5000)}`],
  ])('%s %s is 404 in the form of all errors', async (method, path) => {
    const reply = await raw(method, path)
    expectSafeHeaders(reply)
    expect(expectProblem(reply).code).toBe('not-found')
  })
})

describe('a body', () => {
  it.each(changing)('%s: one that is not JSON is 400', async (name) => {
    for (const body of ['{', '{"a":1,}', "{'a':1}", '\u0000', 'undefined', '{"a":1} x', '{"a":"\n"}']) {
      const reply = await asked(name, { body })
      expectCode(reply, 'invalid-request')
      expect(pointersOf(reply)).toEqual([''])
    }
  })

  it.each(changing)('%s: one of another type is 415', async (name) => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/json',
      '',
      'json',
    ]) {
      expectCode(await asked(name, { body: '{}', headers: { 'content-type': type } }), 'unsupported-media-type')
    }
  })

  it('may say its character set', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8' }
    expect((await asked('suggestPasswords', { body: '{"count":2}', headers })).status).toBe(200)
  })

  it.each(changing)('%s: one over 256 KiB is 413', async (name) => {
    expectCode(await asked(name, { body: tooLarge }), 'payload-too-large')
  })

  it('of 256 KiB exactly is read, and one byte more is not', async () => {
    const padded = (bytes: number) => '{}'.padEnd(bytes, ' ')
    expect((await asked('suggestPasswords', { body: padded(256 * 1024) })).status).toBe(200)
    expectCode(await asked('suggestPasswords', { body: padded(256 * 1024 + 1) }), 'payload-too-large')
    const letters = (count: number) => JSON.stringify({ unknown: 'ŵ'.repeat(count) })
    expectCode(await asked('suggestPasswords', { body: letters(140_000) }), 'payload-too-large')
    expectCode(await asked('suggestPasswords', { body: letters(130_000) }), 'invalid-request')
  })
})

describe('a bad request', () => {
  it('is told all that is wrong with it at once, in query and body', async () => {
    const reply = await asked('editDisplayName', {
      query: 'a=1&b=2',
      body: { forename: 5, surname: 'x'.repeat(101), c: 1, d: { e: 2 } },
    })
    expect(pointersOf(reply)).toEqual(['/a', '/b', '/c', '/d', '/forename', '/surname'])
    const list = await asked('listLearners', {
      query: {
        limit: '0',
        sort: 'age',
        leaver: 'maybe',
        createdFrom: '2026-02-30',
        field: 'x',
        status: '',
        consent: 'no',
      },
    })
    expect(pointersOf(list)).toEqual(['/consent', '/createdFrom', '/field', '/leaver', '/limit', '/sort', '/status'])
  })

  it.each([
    [{ currentPassword: 'x' }, { '/newPassword': 'Is missing.' }],
    [
      { currentPassword: 1, newPassword: [] },
      { '/currentPassword': 'Must be of type string.', '/newPassword': 'Must be of type string.' },
    ],
    [[], { '': 'Must be of type object.' }],
    [null, { '': 'Must be of type object.' }],
    [
      { currentPassword: '', newPassword: 'x'.repeat(1025) },
      { '/currentPassword': 'Must have at least 1 characters.', '/newPassword': 'May have at most 1024 characters.' },
    ],
  ])('says what is wrong, not only where: %j', async (body, expected) => {
    const reply = await asked('changeOwnPassword', { body: JSON.stringify(body), headers: {} })
    const errors = reply.body['errors'] as { pointer: string; message: string }[]
    expect(Object.fromEntries(errors.map(({ pointer, message }) => [pointer, message]))).toEqual(expected)
  })

  it('never hears its own secrets again', async () => {
    const secret = 'Cyfrinach Fawr 99'
    const replies = await Promise.all([
      asked('signIn', { body: { username: secret, password: secret } }),
      asked('signIn', { body: { username: 'PriceM', password: { secret } } }),
      asked('changeOwnPassword', { body: { currentPassword: secret, newPassword: secret } }),
      asked('resetPassword', { body: { password: [secret], language: secret } }),
    ])
    for (const { text } of replies) expect(text).not.toContain(secret)
  })
})

describe('texts', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['fr', 'en'],
    ['en', 'en'],
    ['cy', 'cy'],
    ['CY', 'cy'],
    ['cy-GB', 'cy'],
    ['cy, en', 'cy'],
    ['en, cy', 'en'],
    ['fr, cy, en', 'cy'],
    ['fr, en, cy', 'en'],
    ['cy;q=0.9, en;q=0.8', 'cy'],
    ['en;q=0.8, cy;q=0.9', 'cy'],
    ['en, cy;q=0.9', 'en'],
    ['fr;q=1, cy;q=0.5', 'cy'],
    ['cy;q=0', 'en'],
    ['cy;q=x', 'en'],
    ['cy ; q=0.9 , en ; q=0.1', 'cy'],
    [',;,=,cy', 'cy'],
  ] as const)('asked for in %s are in %s', async (header, language) => {
    const headers = header === undefined ? {} : { 'accept-language': header }
    const { body, headers: answered } = await asked('openProfile', { query: 'unknown=1', headers })
    expect(body['title']).toBe(problems['invalid-request'].title[language])
    expect(answered['content-language']).toBe(language)
  })

  it.each(everyRoute)('of %s are there in Welsh, each message too', async (name) => {
    const inLanguage = async (language: string) =>
      (await asked(name, { query: 'unknown=1', headers: { 'accept-language': language } })).body
    const [en, cy] = await Promise.all([inLanguage('en'), inLanguage('cy')])
    const messages = ({ errors }: Record<string, unknown>) =>
      (errors as { message: string }[]).map(({ message }) => message)
    expect(cy['title']).not.toBe(en['title'])
    expect(cy['detail']).not.toBe(en['detail'])
    expect(cy['code']).toBe(en['code'])
    for (const [place, message] of messages(cy).entries()) expect(message).not.toBe(messages(en)[place])
  })

  it('of a path that is nowhere are in Welsh too', async () => {
    const { body } = await raw('GET', '/v1/unman', { 'accept-language': 'cy' })
    expect(body['title']).toBe(problems['not-found'].title.cy)
  })
})

describe('the order of checks', () => {
  it.each(named(({ method, permission }) => method !== 'GET' && permission !== 'public'))(
    '%s: 401 comes before everything, 413 before 415 before 400',
    async (name) => {
      const params = { schoolId: 'nowhere', learnerId: nobody }
      expectCode(await ask(name, { params, body: tooLarge, headers: plainText }), 'not-signed-in')
      expectCode(await asked(name, { body: tooLarge, headers: plainText }), 'payload-too-large')
      expectCode(await asked(name, { query: 'unknown=1', body: tooLarge }), 'payload-too-large')
      expectCode(await asked(name, { query: 'unknown=1', body: '{', headers: plainText }), 'unsupported-media-type')
    },
  )

  it.each(named(({ method, path }) => method !== 'GET' && path.includes('{schoolId}')))(
    '%s: a school that is not visible is 404 before the role is looked at, and the role before the content',
    async (name) => {
      const { token } = personIn(people, 'learner')
      const elsewhere = { ...own, schoolId: personIn(people, 'primary staff').schoolId }
      expectCode(await ask(name, { token, params: elsewhere, body: tooLarge, headers: plainText }), 'not-found')
      expectCode(await ask(name, { token, params: own, body: tooLarge, headers: plainText }), 'not-allowed')
      expectCode(await ask(name, { token, params: own, body: '{', headers: plainText }), 'not-allowed')
      expectCode(await ask(name, { token, params: { ...own, learnerId: nobody }, body: '{' }), 'not-allowed')
    },
  )

  it.each(ofOneLearner)('%s: 400 comes before a learner who is not there', async (name) => {
    const params = { ...own, learnerId: nobody }
    expectCode(await asked(name, { params, query: 'unknown=1', body: validBodies(learnerId)[name] }), 'invalid-request')
    expectCode(await asked(name, { params, body: '{' }), 'invalid-request')
    expectCode(await asked(name, { params, body: tooLarge }), 'payload-too-large')
  })

  it.each(withIfMatch)('%s: 400, the learner’s 404, 428 and 412 come in that order', async (name) => {
    const body = validBodies(learnerId)[name]
    const params = { ...own, learnerId: nobody }
    const stale = { 'if-match': '"999"' }
    expectCode(await asked(name, { query: 'unknown=1', body }), 'invalid-request')
    expectCode(await asked(name, { query: 'unknown=1', body, headers: stale }), 'invalid-request')
    expectCode(await asked(name, { params, body }), 'not-found')
    expectCode(await asked(name, { params, body, headers: stale }), 'not-found')
    expectCode(await asked(name, { body }), 'precondition-required')
    expectCode(await asked(name, { body, headers: stale }), 'precondition-failed')
  })

  it('two empty names are a bad request before the learner and their version are looked at', async () => {
    const params = { ...own, learnerId: nobody }
    const edit = { body: { forename: '', surname: ' ' } }
    const rename = { body: { legalForename: '', legalSurname: ' ', newUsername: false } }
    for (const more of [{}, { headers: { 'if-match': '"999"' } }, { params }]) {
      expectCode(await asked('editDisplayName', { ...edit, ...more }), 'invalid-request')
      expectCode(await asked('changeLegalName', { ...rename, ...more }), 'invalid-request')
    }
  })

  it('a learner who is not there is 404 before 409', async () => {
    const { body } = await asked('listLearners', { query: { passwordStatus: 'not-available', limit: '1' } })
    const [without] = body['items'] as { id: string }[]
    const of = (id: string) => asked('revealPassword', { params: { ...own, learnerId: id } })
    expectCode(await of(nobody), 'not-found')
    expectCode(await of(without?.id ?? ''), 'password-not-available')
  })

  it('a request from another site is refused after 401 and before the school, the role and the content', async () => {
    const { headers } = await ask('signIn', { body: { username: champion.username, password: champion.password } })
    const cookie = headers['set-cookie']?.split(';')[0] ?? ''
    const params = { ...own, schoolId: 'nowhere' }
    const send = (more: Record<string, string>) =>
      ask('deactivateLearner', { params, body: tooLarge, headers: { ...plainText, ...more } })
    expectCode(await send({ cookie: '__Host-sid=dead' }), 'not-signed-in')
    expectCode(await send({ cookie }), 'cross-site')
    expectCode(await send({ cookie, 'x-allwedd': '1', origin: school.allwedd.url }), 'not-found')
  })
})

describe('ids that are none', () => {
  const weird = [
    '%2F',
    '%2e%2e',
    '%2e%2e%2f%2e%2e%2fhealth',
    '%00',
    'a%00b',
    '%0d%0aset-cookie:%20a=b',
    'x'.repeat(65),
    'x'.repeat(3000),
    '%C5%B5'.repeat(20),
    '%F0%9F%98%80',
    '%ED%A0%80',
    'class%23',
    'class%237A%2FMa1%23',
    'school%236994001',
    '__proto__',
    'constructor',
    '-1',
    '0',
    '1e9',
    '*',
    '%25',
    '%20',
    '{learnerId}',
    'null',
    "'%20OR%201=1",
    'ABCDEFGHIJKLMNOP',
  ]
  const withIds = all.filter(({ path }) => path.includes('{'))

  it.each(withIds.map(({ name }) => name as RouteName))('%s: never anything but 404 or 400', async (name) => {
    const { method, path, ifMatch }: Route = routes[name]
    const body = method === 'GET' ? undefined : validBodies(learnerId)[name]
    const fill = (replaced: string, by: string) =>
      path.replace(/\{(\w+)\}/g, (_, param: string) => (param === replaced ? by : (own[param] ?? nobody)))
    for (const [, param = ''] of path.matchAll(/\{(\w+)\}/g)) {
      const replies = await Promise.all(
        weird.map((id) =>
          exchange(school.allwedd.url, method, fill(param, id), {
            token: champion.token,
            ...(body && { body }),
            ...(ifMatch && { headers: { 'if-match': '*' } }),
          }),
        ),
      )
      const wrong = replies.flatMap(({ status, text }, place) =>
        status === 404 || status === 400 ? [] : [[param, weird[place]?.slice(0, 40), status, text.slice(0, 200)]],
      )
      expect(wrong).toEqual([])
      for (const reply of replies) if (reply.headers['content-type'] !== 'application/json') expectProblem(reply)
    }
  })

  it('a very long one is no way round signing in', async () => {
    expectCode(await ask('openSchool', { params: { schoolId: 'x'.repeat(3000) } }), 'not-signed-in')
  })
})

describe('content that is meant badly', () => {
  const values = [
    ...['null', 'true', '0', '-1', '1.5', '1e308', '1e400', '9007199254740993', '""', '" "', '"\\u0000"', '"\\ud800"'],
    ...['"a\\udfff"', '"\\u202e"', `"${'x'.repeat(5000)}"`, '[]', '[[]]', '[null]', '["\\ud800"]', '{}'],
    ...[
      '{"a":{"b":[]}}',
      '{"__proto__":{"generate":true}}',
      '{"constructor":{"prototype":1}}',
      '{"toString":1,"valueOf":2}',
    ],
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    JSON.stringify(Array.from({ length: 600 }, () => nobody)),
  ]

  // Signing in isn't among them: a fuzzed username would use up what one address may try.
  const fuzzed = changing.filter((name) => name !== 'signIn' && name !== 'signOut')

  it.each(fuzzed)('%s: never a 500, as the body and as each of its fields', async (name) => {
    const valid: object = validBodies(learnerId)[name] ?? {}
    const fields = Object.keys(valid)
    const bodies = values.flatMap((value) => [
      value,
      ...fields.map((field) => JSON.stringify({ ...valid, [field]: '@' }).replace('"@"', () => value)),
    ])
    for (let start = 0; start < bodies.length; start += 16) {
      // `ask` accepts nothing over 499, and nothing that the contract doesn't name.
      await Promise.all(
        bodies.slice(start, start + 16).map((body) => asked(name, { body, params: { ...own, learnerId: nobody } })),
      )
    }
  })

  it('signing in: bodies of every kind are 400 or a failure like any other', async () => {
    for (const value of values) {
      const replies = await Promise.all([
        ask('signIn', { body: value }),
        ask('signIn', { body: `{"username":${value},"password":{}}` }),
        ask('signIn', { body: `{"username":{},"password":${value}}` }),
      ])
      expect(new Set(replies.map(codeOf))).toEqual(new Set(['400 invalid-request']))
    }
    for (const text of [' ', '\u0000', '\u202e', 'ﷺ'.repeat(256), '\ud83d\ude00', '__proto__', 'constructor']) {
      expectCode(await ask('signIn', { body: { username: text, password: text } }), 'sign-in-failed')
    }
  })

  it('a polluting key is refused, wherever it stands', async () => {
    for (const body of [
      '{"__proto__":{"x":1}}',
      '{"constructor":{"prototype":{"x":1}}}',
      '{"count":1,"__proto__":null}',
    ]) {
      expectCode(await asked('suggestPasswords', { body }), 'invalid-request')
    }
    expect({}).not.toHaveProperty('x')
  })

  it.each([
    'q=%00',
    'q=%ED%A0%80',
    'q=%F0%9F%98%80',
    `q=${'a%20'.repeat(99)}`,
    'q=%2B%2A%5C%28%5B',
    'registrationGroup=%09',
    'teachingClass=%23',
    `yearGroup=${'%C5%B5'.repeat(100)}`,
    'createdFrom=0000-01-01',
    'createdTo=0000-01-01',
    'createdFrom=9999-12-31&createdTo=9999-12-31',
    'createdFrom=2026-12-31&createdTo=2026-01-01',
    'limit=007',
    'q=a&q=b',
    'yearGroup=7&yearGroup=8',
  ])('a list takes ?%s without a fault', async (query) => {
    expect((await asked('listLearners', { query })).status).toBe(200)
  })

  it.each([
    ['limit=1&limit=2', '/limit'],
    ['limit=', '/limit'],
    ['limit=1e1', '/limit'],
    ['limit=%2010', '/limit'],
    ['limit=1.0', '/limit'],
    ['limit=-1', '/limit'],
    ['sort=surname&sort=forename', '/sort'],
    ['sort=--surname', '/sort'],
    ['leaver=true&leaver=true', '/leaver'],
    ['leaver=TRUE', '/leaver'],
    ['createdFrom=2026-13-01', '/createdFrom'],
    ['createdTo=01/09/2026', '/createdTo'],
    ['createdTo=2026-09-01T00:00:00Z', '/createdTo'],
    [`q=${'x'.repeat(201)}`, '/q'],
    [`yearGroup=${'x'.repeat(101)}`, '/yearGroup'],
    ['registrationGroup=', '/registrationGroup'],
    ['constructor=1', '/constructor'],
    ['Limit=5', '/Limit'],
    ['limit%5B%5D=5', '/limit[]'],
  ])('a list refuses ?%s at %s', async (query, pointer) => {
    const reply = await asked('listLearners', { query })
    expectCode(reply, 'invalid-request')
    expect(pointersOf(reply)).toEqual([pointer])
  })
})
