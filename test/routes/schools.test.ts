import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { yearGroupName, yearGroups } from '../../shared/domain/yearGroups.ts'
import { aLearner, aSchool } from '../support/builders.ts'
import { type RunningSchool, runSchool } from '../support/runningSchool.ts'
import { type Ask, asker, codeOf, pointersOf, type Reply } from './asking.ts'
import type { Learner } from './listModel.ts'
import { type Person, personIn, signedInPeople } from './people.ts'
import { seeding } from './seeding.ts'

type Group = { readonly id: string; readonly name: string; readonly learners: number }

const further = ['a', 'b', 'c'].map((end) => aSchool({ id: `699500${end}`, authorityId: '699' }))
const empty = aSchool({ id: '6995000', authorityId: '699', phase: 'special' })
const foreign = aSchool({ id: '6604003', authorityId: '660' })

let school: RunningSchool
let ask: Ask
let people: Record<string, Person>
let staff: Person
let administrator: Person

beforeAll(async () => {
  school = await runSchool(40)
  ask = asker(school.allwedd.url)
  people = await signedInPeople(school)
  staff = personIn(people, 'staff')
  administrator = personIn(people, 'local-administrator')
  const seeds = await seeding()
  for (const each of [...further, empty, foreign]) await seeds.school(each)
  const here = aSchool({ id: staff.schoolId, authorityId: '699' })
  const added = [
    { forename: 'Un', registrationGroup: '7A & ŵ/+#', teachingClasses: ['7A/Ma1', '7A/Ma1', 'Côr'] },
    { forename: 'Dau', yearGroup: null, registrationGroup: null, teachingClasses: [] },
    { forename: 'Tri', registrationGroup: '7a', teachingClasses: ['7a/Ma1'] },
    { forename: 'Pedwar', yearGroup: '6', registrationGroup: '10 B' },
  ]
  for (const each of added)
    await seeds.learner(here, aLearner({ surname: 'Ychwanegol', username: each.forename, ...each }))
})

afterAll(() => school.stop())

const itemsIn = <Item>({ body }: Reply) => body['items'] as Item[]

describe('the schools one may act for', () => {
  it('are one’s own, in full', async () => {
    for (const person of Object.values(people).filter(({ role }) => role !== 'local-administrator')) {
      const { body } = await ask('listSchools', { token: person.token })
      const own = school.allwedd.demo.schools.filter(({ id }) => id === person.schoolId)
      expect(body).toEqual({ items: own.map(({ id, name, phase }) => ({ id, name, phase })) })
    }
  })

  it('are all of the authority for its administrator, and none of another one', async () => {
    const ids = [...school.allwedd.demo.schools, ...further, empty].map(({ id }) => id).sort()
    const { body } = await ask('listSchools', { token: administrator.token })
    expect((body['items'] as { id: string }[]).map(({ id }) => id)).toEqual(ids)
    expect(body).not.toHaveProperty('nextCursor')
    for (const id of ids) {
      const opened = await ask('openSchool', { token: administrator.token, params: { schoolId: id } })
      expect(opened.body['id']).toBe(id)
    }
    const other = await ask('openSchool', { token: administrator.token, params: { schoolId: foreign.id } })
    expect(codeOf(other)).toBe('404 not-found')
  })

  it.each(['1', '2', '6', '100'])('come in pages of %s, each once and in order', async (limit) => {
    const met: string[] = []
    let cursor: string | undefined
    do {
      const reply: Reply = await ask('listSchools', { token: administrator.token, query: { limit, cursor } })
      met.push(...itemsIn<{ id: string }>(reply).map(({ id }) => id))
      cursor = reply.body['nextCursor'] as string | undefined
      expect(reply.headers['link']?.endsWith('; rel="next"')).toBe(cursor ? true : undefined)
    } while (cursor)
    expect(met).toEqual([...school.allwedd.demo.schools, ...further, empty].map(({ id }) => id).sort())
  })

  it('go on from no cursor but one’s own', async () => {
    const { body } = await ask('listSchools', { token: administrator.token, query: { limit: '1' } })
    const cursor = String(body['nextCursor'])
    expect(codeOf(await ask('listSchools', { token: staff.token, query: { cursor } }))).toBe('400 invalid-cursor')
    const altered = await ask('listSchools', { token: administrator.token, query: { cursor: `${cursor}A` } })
    expect(codeOf(altered)).toBe('400 invalid-cursor')
    const bounds = await ask('listSchools', { token: administrator.token, query: { limit: '101' } })
    expect([codeOf(bounds), pointersOf(bounds)]).toEqual(['400 invalid-request', ['/limit']])
  })
})

describe('the dashboard', () => {
  const total = async (person: Person, query: Record<string, string>): Promise<number> => {
    let met = 0
    let cursor: string | undefined
    do {
      const reply: Reply = await ask('listLearners', {
        token: person.token,
        params: { schoolId: person.schoolId },
        query: { ...query, limit: '30', cursor },
      })
      met += itemsIn(reply).length
      cursor = reply.body['nextCursor'] as string | undefined
    } while (cursor)
    return met
  }

  const expectTrueNumbers = async (person: Person): Promise<void> => {
    const { body } = await ask('openSchool', { token: person.token, params: { schoolId: person.schoolId } })
    expect(body['learners']).toEqual({
      total: await total(person, {}),
      active: await total(person, { status: 'active' }),
      deactivated: await total(person, { status: 'deactivated' }),
      leavers: await total(person, { leaver: 'true' }),
      passwordAvailable: await total(person, { passwordStatus: 'available' }),
      passwordNotAvailable: await total(person, { passwordStatus: 'not-available' }),
      passwordChangedByUser: await total(person, { passwordStatus: 'changed-by-user' }),
    })
  }

  it.each(['staff', 'digital-champion', 'local-administrator', 'primary staff'])(
    'of %s has the numbers that the lists have',
    async (name) => {
      await expectTrueNumbers(personIn(people, name))
    },
  )

  it('knows of every change at once', async () => {
    const { token, schoolId } = staff
    const numbers = async () =>
      (await ask('openSchool', { token, params: { schoolId } })).body['learners'] as Record<string, number>
    const query = { passwordStatus: 'not-available', status: 'active', limit: '1' }
    const [learner] = itemsIn<Learner>(await ask('listLearners', { token, params: { schoolId }, query }))
    const params = { schoolId, learnerId: learner?.id ?? '' }
    const before = await numbers()
    await ask('resetPassword', { token, params, body: { generate: true } })
    await ask('deactivateLearner', { token, params })
    expect(await numbers()).toEqual({
      ...before,
      active: Number(before['active']) - 1,
      deactivated: Number(before['deactivated']) + 1,
      passwordAvailable: Number(before['passwordAvailable']) + 1,
      passwordNotAvailable: Number(before['passwordNotAvailable']) - 1,
    })
    await expectTrueNumbers(staff)
  })

  it('says which group resets run, until they have ended', async () => {
    const { token, schoolId } = staff
    const running = async () =>
      (await ask('openSchool', { token, params: { schoolId } })).body['runningPasswordResets'] as string[]
    const started = await ask('resetGroupPasswords', {
      token,
      params: { schoolId },
      body: { selection: { yearGroup: '8' } },
    })
    const resetId = String(started.body['id'])
    const status = async () => (await ask('openGroupReset', { token, params: { schoolId, resetId } })).body['status']
    await expect.poll(status, { timeout: 20_000, interval: 50 }).toBe('completed')
    await expect.poll(running, { timeout: 20_000, interval: 50 }).not.toContain(resetId)
  })

  it('of a school where nobody is yet is all zeros', async () => {
    const { body } = await ask('openSchool', { token: administrator.token, params: { schoolId: empty.id } })
    const { id, name, phase } = empty
    expect(body).toMatchObject({ id, name, phase, lastRosterSync: null, runningPasswordResets: [] })
    expect(new Set(Object.values(body['learners'] as object))).toEqual(new Set([0]))
  })

  it.each(['learner', 'primary learner'])('is not for a %s, who sees what the school is called', async (name) => {
    const { token, schoolId } = personIn(people, name)
    const { body } = await ask('openSchool', { token, params: { schoolId } })
    const own = school.allwedd.demo.schools.find(({ id }) => id === schoolId)
    expect(body).toEqual({ id: schoolId, name: own?.name, phase: own?.phase })
  })
})

describe('the groups of a school', () => {
  const kinds = { yearGroups: 'yearGroup', registrationGroups: 'registrationGroup', teachingClasses: 'teachingClass' }

  const groupsOf = async ({ token, schoolId }: Person, language: 'en' | 'cy') => {
    const headers = { 'accept-language': language }
    const reply = await ask('listGroups', { token, params: { schoolId }, headers })
    expect(reply.headers['content-language']).toBe(language)
    return reply.body as Record<keyof typeof kinds, Group[]>
  }

  it.each([
    ['staff', 'en'],
    ['primary staff', 'cy'],
  ] as const)('of %s have as many learners as the list under that filter alone returns', async (name, language) => {
    const person = personIn(people, name)
    const groups = await groupsOf(person, language)
    const { token, schoolId } = person
    for (const [kind, filter] of Object.entries(kinds) as [keyof typeof kinds, string][]) {
      expect(groups[kind].length).toBeGreaterThan(0)
      for (const { id, learners } of groups[kind]) {
        const query = { [filter]: id, limit: '100' }
        const listed = itemsIn<Learner>(await ask('listLearners', { token, params: { schoolId }, query }))
        expect([kind, id, listed.length]).toEqual([kind, id, learners])
      }
    }
  })

  it('are all those that learners are in, leavers too, each once', async () => {
    const { token, schoolId } = staff
    const groups = await groupsOf(staff, 'en')
    const all = itemsIn<Learner>(await ask('listLearners', { token, params: { schoolId }, query: { limit: '100' } }))
    const named = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null))].sort()
    const ids = (kind: keyof typeof kinds) => groups[kind].map(({ id }) => id).sort()
    expect(ids('yearGroups')).toEqual(named(all.map(({ yearGroup }) => yearGroup)))
    expect(ids('registrationGroups')).toEqual(named(all.map(({ registrationGroup }) => registrationGroup)))
    expect(ids('teachingClasses')).toEqual(named(all.flatMap(({ teachingClasses }) => teachingClasses)))
  })

  it('are in both languages, years in their order and others as people count', async () => {
    for (const name of ['staff', 'primary staff']) {
      for (const language of ['en', 'cy'] as const) {
        const groups = await groupsOf(personIn(people, name), language)
        const present = yearGroups.filter((id) => groups.yearGroups.some((group) => group.id === id))
        expect(groups.yearGroups.map(({ id, name: called }) => [id, called])).toEqual(
          present.map((id) => [id, yearGroupName(id)[language]]),
        )
        for (const { id, name: called } of [...groups.registrationGroups, ...groups.teachingClasses]) {
          expect(called).toBe(id)
        }
      }
    }
    const { yearGroups: years, registrationGroups } = await groupsOf(staff, 'cy')
    expect(years.map(({ name }) => name).slice(0, 2)).toEqual(['Blwyddyn 6', 'Blwyddyn 7'])
    const ids = registrationGroups.map(({ id }) => id)
    expect(ids.indexOf('9A')).toBeLessThan(ids.indexOf('10A'))
  })

  it('of a school where nobody is yet are none', async () => {
    const { body } = await ask('listGroups', { token: administrator.token, params: { schoolId: empty.id } })
    expect(body).toEqual({ yearGroups: [], registrationGroups: [], teachingClasses: [] })
  })
})
