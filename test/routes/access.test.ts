import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Route } from '../../shared/contract/route.ts'
import { type RouteName, routes } from '../../shared/contract/routes.ts'
import { allows } from '../../shared/domain/permissions.ts'
import { aLearner, anAccount, aSchool } from '../support/builders.ts'
import { type RunningSchool, runSchool } from '../support/runningSchool.ts'
import { type Ask, asker, codeOf, exchange, nobody, pointersOf, type Reply, withoutRequestId } from './asking.ts'
import { type Person, personIn, signedInPeople } from './people.ts'
import { seeding } from './seeding.ts'

type Items = { readonly learnerId: string; readonly resetId: string; readonly printId: string }

const nowhere = '6990000'
const foreign = aSchool({ id: '6604003', authorityId: '660' })
const foreignLearner = aLearner({ forename: 'Far', surname: 'Away' })

let school: RunningSchool
let ask: Ask
let people: Record<string, Person>
let staff: Person
let primaryStaff: Person
const items: Record<string, Items> = {}

/** One learner, one group reset and one print of a school. */
const itemsOf = async ({ token, schoolId }: Person): Promise<Items> => {
  const params = { schoolId }
  const list = await ask('listLearners', { token, params, query: { limit: '1', status: 'active' } })
  const [learner] = list.body['items'] as { id: string }[]
  const learnerId = learner?.id ?? ''
  const selection = { learnerIds: [learnerId] }
  const reset = await ask('resetGroupPasswords', { token, params, body: { selection } })
  const print = await ask('printLearners', { token, params, body: { selection, withPasswords: false } })
  return { learnerId, resetId: String(reset.body['id']), printId: String(print.body['id']) }
}

beforeAll(async () => {
  school = await runSchool(10)
  ask = asker(school.allwedd.url)
  people = await signedInPeople(school)
  staff = personIn(people, 'staff')
  primaryStaff = personIn(people, 'primary staff')
  for (const each of [staff, primaryStaff]) items[each.schoolId] = await itemsOf(each)

  const seeds = await seeding()
  await seeds.school(foreign)
  await seeds.learner(foreign, foreignLearner)
  const foreignStaff = anAccount({
    id: 'foreignstaff0000',
    username: 'FarS',
    authorityId: '660',
    schoolIds: [foreign.id],
  })
  await seeds.account(foreignStaff, staff.id)
  items[foreign.id] = { learnerId: foreignLearner.id, resetId: nobody, printId: nobody }
})

afterAll(() => school.stop())

/** The schools of the demo that somebody has to do with. */
const schoolsOf = ({ role, schoolId }: Person): readonly string[] =>
  role === 'local-administrator' ? school.allwedd.demo.schools.map(({ id }) => id) : [schoolId]

const itemsAt = (schoolId: string): Items =>
  items[schoolId] ?? {
    learnerId: items[staff.schoolId]?.learnerId ?? '',
    resetId: nobody,
    printId: nobody,
  }

/**
 * Whether somebody gets as far as the content of a request. Everything is asked for with a parameter that no route
 * knows: nothing is changed, and whoever may ask is told of that parameter.
 */
const admission = (reply: Reply): string =>
  codeOf(reply) === '400 invalid-request' && pointersOf(reply).includes('/unknown') ? 'admitted' : codeOf(reply)

const expectedFor = (route: Route, person: Person | undefined, schoolId: string): string => {
  if (route.permission === 'public') return 'admitted'
  if (!person) return '401 not-signed-in'
  if (route.path.includes('{schoolId}') && !schoolsOf(person).includes(schoolId)) return '404 not-found'
  return allows(person.role, route.permission) ? 'admitted' : '403 not-allowed'
}

describe('every route, for every role and every school', () => {
  it.each(Object.keys(routes) as RouteName[])('%s', async (name) => {
    const route: Route = routes[name]
    const inSchool = route.path.includes('{schoolId}')
    const places = inSchool ? [...school.allwedd.demo.schools.map(({ id }) => id), foreign.id, nowhere] : ['']
    const actual: Record<string, string> = {}
    const expected: Record<string, string> = {}
    for (const person of [...Object.values(people), undefined]) {
      for (const schoolId of places) {
        const reply = await ask(name, {
          token: person?.token,
          params: { schoolId, ...itemsAt(schoolId) },
          query: 'unknown=1',
        })
        const key = `${person?.name ?? 'nobody'} at ${schoolId || 'no school'}`
        actual[key] = admission(reply)
        expected[key] = expectedFor(route, person, schoolId)
      }
    }
    expect(actual).toEqual(expected)
  })
})

describe('a thing of another school', () => {
  it.each([
    ['openLearner', 'learnerId'],
    ['openGroupReset', 'resetId'],
    ['openPrint', 'printId'],
    ['revealPassword', 'learnerId'],
    ['deactivateLearner', 'learnerId'],
    ['reactivateLearner', 'learnerId'],
  ] as const)('is to %s what does not exist', async (name, item) => {
    const replies = await Promise.all(
      [items[primaryStaff.schoolId]?.[item], nobody].map((id) =>
        ask(name, { token: staff.token, params: { schoolId: staff.schoolId, [item]: String(id) } }),
      ),
    )
    const [ofAnother, ofNobody] = replies.map(withoutRequestId)
    expect(ofAnother?.status).toBe(404)
    expect(ofAnother).toEqual(ofNobody)
  })

  it('is not changed through one’s own school', async () => {
    const { learnerId } = itemsAt(primaryStaff.schoolId)
    const own = { schoolId: staff.schoolId, learnerId }
    const headers = { 'if-match': '*' }
    const { token } = personIn(people, 'digital-champion')
    const edited = await ask('editDisplayName', { token, params: own, headers, body: { forename: 'Dwyn' } })
    const renamed = await ask('changeLegalName', {
      token,
      params: own,
      headers,
      body: { legalForename: 'Dwyn', legalSurname: 'Dwyn', newUsername: true },
    })
    const reset = await ask('resetPassword', { token, params: own, body: { generate: true } })
    expect([edited, renamed, reset].map(codeOf)).toEqual(Array(3).fill('404 not-found'))
  })

  it('cannot be picked for a reset or a print, and looks like an id that nobody has', async () => {
    for (const name of ['resetGroupPasswords', 'printLearners'] as const) {
      const replies = await Promise.all(
        [itemsAt(primaryStaff.schoolId).learnerId, foreignLearner.id, nobody].map((id) =>
          ask(name, {
            token: staff.token,
            params: { schoolId: staff.schoolId },
            body: { selection: { learnerIds: [id] }, ...(name === 'printLearners' && { withPasswords: false }) },
          }),
        ),
      )
      const [ofAnother, ofForeign, ofNobody] = replies.map(withoutRequestId)
      expect(ofAnother).toMatchObject({ status: 400, body: { errors: [{ pointer: '/selection/learnerIds/0' }] } })
      expect([ofAnother, ofForeign]).toEqual([ofNobody, ofNobody])
    }
  })

  it('the page of its list cannot be opened', async () => {
    const first = await ask('listLearners', {
      token: primaryStaff.token,
      params: { schoolId: primaryStaff.schoolId },
      query: { limit: '1' },
    })
    const replies = await Promise.all(
      [String(first.body['nextCursor']), 'bm9uc2Vuc2U'].map((cursor) =>
        ask('listLearners', {
          token: staff.token,
          params: { schoolId: staff.schoolId },
          query: { limit: '1', cursor },
        }),
      ),
    )
    const [ofAnother, madeUp] = replies.map(withoutRequestId)
    expect(ofAnother).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } })
    expect(ofAnother).toEqual(madeUp)
  })

  it('the school itself looks like one that is not there, of the same authority and of another', async () => {
    for (const name of ['openSchool', 'listGroups', 'listLearners'] as const) {
      const replies = await Promise.all(
        [primaryStaff.schoolId, foreign.id, nowhere].map((schoolId) =>
          ask(name, { token: staff.token, params: { schoolId } }),
        ),
      )
      const [other, otherAuthority, none] = replies.map(withoutRequestId)
      expect([other, otherAuthority]).toEqual([none, none])
    }
  })
})

describe('who is asking', () => {
  it('is known by a live token alone', async () => {
    const { token, id } = staff
    const [, secret = ''] = token.split('.')
    const asMuch = (text: string) => text.repeat(43)
    const garbage = [
      '',
      'x',
      '.',
      id,
      `${id}.`,
      `.${secret}`,
      `${id}.${asMuch('A')}`,
      `${primaryStaff.id}.${secret}`,
      `${token}x`,
      token.slice(0, -1),
      `${token}.${secret}`,
      `${asMuch('x')}${asMuch('x')}.${secret}`,
      token.toUpperCase(),
    ]
    const replies = await Promise.all(
      garbage.map((each) => ask('openProfile', { headers: { authorization: `Bearer ${each}` } })),
    )
    expect(new Set(replies.map(codeOf))).toEqual(new Set(['401 not-signed-in']))
    const schemes = [`Basic ${token}`, token, `bearer${token}`, `Bearer ${token} ${token}`, `Token ${token}`]
    const others = await Promise.all(schemes.map((authorization) => ask('openProfile', { headers: { authorization } })))
    expect(new Set(others.map(codeOf))).toEqual(new Set(['401 not-signed-in']))
    expect((await ask('openProfile', { headers: { authorization: `bearer ${token}` } })).status).toBe(200)
  })
})

describe('the cookie that signing in sets', () => {
  const host = () => new URL(school.allwedd.url).host
  const ownOrigin = () => ({ 'x-allwedd': '1', origin: `http://${host()}` })

  const cookieOf = async ({ username, password }: Person): Promise<string> => {
    const { headers } = await ask('signIn', { body: { username, password } })
    expect(headers['set-cookie']).toMatch(/^__Host-sid=[\w.-]+; Secure; HttpOnly; SameSite=Strict; Path=\/$/)
    return headers['set-cookie']?.split(';')[0] ?? ''
  }

  const learner = () => ({ schoolId: staff.schoolId, learnerId: itemsAt(staff.schoolId).learnerId })

  const stateOf = async (): Promise<unknown> =>
    (await ask('openLearner', { token: staff.token, params: learner() })).body

  it('is enough to look, among other cookies too', async () => {
    const cookie = await cookieOf(staff)
    for (const header of [cookie, `a=b; ${cookie}; c=d`]) {
      expect((await ask('openProfile', { headers: { cookie: header } })).status).toBe(200)
    }
    expect(codeOf(await ask('openProfile', { headers: { cookie: `x${cookie}` } }))).toBe('401 not-signed-in')
    expect(codeOf(await ask('openProfile', { headers: { cookie: '__Host-sid=' } }))).toBe('401 not-signed-in')
  })

  it('is not enough to change anything: the request has to come from our own page', async () => {
    const cookie = await cookieOf(staff)
    const before = await stateOf()
    const { origin } = ownOrigin()
    const wrong: Record<string, string>[] = [
      {},
      { origin },
      { 'x-allwedd': '1' },
      { 'x-allwedd': '0', origin },
      { 'x-allwedd': 'true', origin },
      { 'x-allwedd': '1', origin: 'null' },
      { 'x-allwedd': '1', origin: 'https://elsewhere.example' },
      { 'x-allwedd': '1', origin: 'http://127.0.0.1' },
      { 'x-allwedd': '1', origin: `http://${host()}.elsewhere.example` },
      { 'x-allwedd': '1', origin: `http://elsewhere.example/${host()}` },
      { 'x-allwedd': '1', referer: `${origin}/` },
    ]
    for (const headers of wrong) {
      const reply = await ask('deactivateLearner', { params: learner(), headers: { cookie, ...headers } })
      expect([headers, codeOf(reply)]).toEqual([headers, '403 cross-site'])
    }
    expect(await stateOf()).toEqual(before)
    expect((await ask('openProfile', { headers: { cookie } })).status).toBe(200)
  })

  it('is enough with our header and our origin', async () => {
    const headers = { cookie: await cookieOf(staff), ...ownOrigin() }
    const reply = await ask('deactivateLearner', { params: learner(), headers })
    expect(reply.body['status']).toBe('deactivated')
    expect((await ask('reactivateLearner', { params: learner(), headers })).body['status']).toBe('active')
  })

  it('is asked for on every route that changes something', async () => {
    const cookie = await cookieOf(personIn(people, 'digital-champion'))
    const changing = Object.values<Route>(routes).filter(
      ({ method, permission }) => method !== 'GET' && permission !== 'public',
    )
    const replies = await Promise.all(
      changing.map(({ name }) => ask(name as RouteName, { params: learner(), headers: { cookie }, body: {} })),
    )
    expect(replies.map(codeOf)).toEqual(changing.map(() => '403 cross-site'))
  })

  it('is not looked at beside a token: that one counts, whether it is good or not', async () => {
    const cookie = await cookieOf(staff)
    const { token } = primaryStaff
    const good = await ask('openProfile', { token, headers: { cookie } })
    expect(good.body['account']).toMatchObject({ id: primaryStaff.id })
    const bad = await ask('openProfile', { token: 'nonsense', headers: { cookie } })
    expect(codeOf(bad)).toBe('401 not-signed-in')
    const changing = await ask('deactivateLearner', {
      token,
      params: { schoolId: primaryStaff.schoolId, learnerId: nobody },
      headers: { cookie },
    })
    expect(codeOf(changing)).toBe('404 not-found')
  })

  it('comes back from no other path: signing out takes it away', async () => {
    const cookie = await cookieOf(staff)
    const reply = await ask('signOut', { headers: { cookie, ...ownOrigin() } })
    expect(reply.headers['set-cookie']).toMatch(/^__Host-sid=; .*Max-Age=0/)
    expect(codeOf(await ask('openProfile', { headers: { cookie } }))).toBe('401 not-signed-in')
    expect((await exchange(school.allwedd.url, 'GET', '/v1/me', { headers: { cookie } })).status).toBe(401)
  })
})
