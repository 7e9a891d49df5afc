import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { consents, passwordStatuses } from '../../shared/domain/learner.ts'
import { searchFields, sortOrders } from '../../shared/domain/learnerList.ts'
import type { School } from '../../shared/domain/school.ts'
import { aLearner } from '../support/builders.ts'
import { type RunningSchool, runSchool } from '../support/runningSchool.ts'
import { type Ask, asker, codeOf, exchange, pointersOf, type Reply } from './asking.ts'
import { expectedIds, type Learner, type ListQuery } from './listModel.ts'
import { type Person, personIn, signedInPeople } from './people.ts'
import { seeding } from './seeding.ts'

let school: RunningSchool
let ask: Ask
let people: Record<string, Person>
let staff: Person
let champion: Person

const list = (query: ListQuery & { cursor?: string } = {}): Promise<Reply> =>
  ask('listLearners', { token: staff.token, params: { schoolId: staff.schoolId }, query })

const itemsIn = ({ body }: Reply) => body['items'] as Learner[]
const idsIn = (reply: Reply): string[] => itemsIn(reply).map(({ id }) => id)
const cursorIn = ({ body }: Reply) => body['nextCursor'] as string | undefined

/** All pages of a list; each but the last is as long as was asked for. */
const allPages = async (query: ListQuery): Promise<string[]> => {
  const ids: string[] = []
  for (let cursor: string | undefined, first = true; first || cursor; first = false) {
    const page = await list({ ...query, ...(cursor && { cursor }) })
    ids.push(...idsIn(page))
    cursor = cursorIn(page)
    if (cursor) expect(idsIn(page)).toHaveLength(Number(query.limit ?? 50))
  }
  return ids
}

const everyone = async (): Promise<Learner[]> => itemsIn(await list({ limit: '100' }))

const paramsOf = (id: string) => ({ schoolId: staff.schoolId, learnerId: id })
const open = (id: string): Promise<Reply> => ask('openLearner', { token: staff.token, params: paramsOf(id) })

const edit = (id: string, ifMatch: string | undefined, body: object): Promise<Reply> =>
  ask('editDisplayName', {
    token: staff.token,
    params: paramsOf(id),
    body,
    ...(ifMatch !== undefined && { headers: { 'if-match': ifMatch } }),
  })

const rename = (id: string, ifMatch: string, body: object, token = champion.token): Promise<Reply> =>
  ask('changeLegalName', { token, params: paramsOf(id), body, headers: { 'if-match': ifMatch } })

const changeState = (name: 'deactivateLearner' | 'reactivateLearner', id: string, body?: object): Promise<Reply> =>
  ask(name, { token: staff.token, params: paramsOf(id), body })

const reveal = (id: string): Promise<Reply> => ask('revealPassword', { token: staff.token, params: paramsOf(id) })

const signIn = (username: string, password: unknown): Promise<Reply> => ask('signIn', { body: { username, password } })

/** Somebody active with a password that can be shown; each call somebody else. */
const used = new Set<string>()
const someone = async (more: ListQuery = {}): Promise<Learner> => {
  const found = itemsIn(await list({ status: 'active', passwordStatus: 'available', limit: '100', ...more }))
  const learner = found.find(({ id, username }) => !used.has(id) && !username.startsWith('LlyrJones'))
  if (!learner) throw new Error('The demo has nobody left like that')
  used.add(learner.id)
  return learner
}

beforeAll(async () => {
  school = await runSchool(48)
  ask = asker(school.allwedd.url)
  people = await signedInPeople(school)
  staff = personIn(people, 'staff')
  champion = personIn(people, 'digital-champion')
  const seeds = await seeding()
  const [demo] = school.allwedd.demo.schools
  if (!demo) throw new Error('The demo has no school')
  const here: School = { ...demo, authorityId: '699', lastRosterSync: null }
  // Either side of midnight in Cardiff, in summer and in winter; twins; and names that sort and search with care.
  const added = [
    { forename: 'Haf', surname: 'Gynt', createdAt: '2025-06-30T22:59:59.999Z' },
    { forename: 'Haf', surname: 'Wedyn', createdAt: '2025-06-30T23:00:00.000Z' },
    { forename: 'Gaeaf', surname: 'Gynt', createdAt: '2025-01-31T23:59:59.999Z' },
    { forename: 'Gaeaf', surname: 'Wedyn', createdAt: '2025-02-01T00:00:00.000Z' },
    { id: 'twin000000000002', username: 'TwinT2', forename: 'Tomos', surname: 'Twin' },
    { id: 'twin000000000001', username: 'TwinT', forename: 'Tomos', surname: 'Twin' },
    { id: 'twin000000000003', username: 'TwinT3', forename: 'TOMOS', surname: 'Twîn', yearGroup: null },
    { forename: 'Suharto', surname: '', registrationGroup: null, teachingClasses: [] },
    { forename: 'Łukasz', surname: 'ŻÓŁĆ-o’Brien', username: 'ZolcL', consent: 'withdrawn' as const },
    { forename: 'Ann', surname: 'van der Berg', username: 'VdB', teachingClasses: ['7A/Ma1', '7A / # & + Cŵn'] },
    { forename: 'Ann', surname: 'Van Dyke', username: 'VanDykeA', yearGroup: '14', registrationGroup: '14 Ŵ/&+' },
  ]
  for (const each of added) await seeds.learner(here, aLearner(each))
  const [one, other] = [await someone(), await someone()]
  await edit(one.id, '*', { forename: 'Llŷr', surname: "D'Arcy-Siôn" })
  await changeState('deactivateLearner', one.id)
  await changeState('deactivateLearner', other.id)
  used.clear()
})

afterAll(() => school.stop())

describe('the list of learners', () => {
  it('has everyone without filters, leavers and deactivated ones too, by surname and forename', async () => {
    const all = await everyone()
    expect(all).toHaveLength(59)
    expect(all.some(({ leaver }) => leaver)).toBe(true)
    expect(all.some(({ deactivatedReason }) => deactivatedReason === 'by-hand')).toBe(true)
    expect(all.map(({ id }) => id)).toEqual(expectedIds(all, {}))
    expect(idsIn(await list())).toHaveLength(50)
  })

  it('is what its filters, search, order and limit make of the whole school, whatever they are', async () => {
    const all = await everyone()
    const valuesOf = (values: (learner: Learner) => (string | null)[]): string[] => [
      ...new Set(all.flatMap(values).filter((value) => value !== null)),
    ]
    const beginnings = valuesOf(({ displayName, username, upn, admissionNumber }) =>
      [...displayName.split(/[\s-]/), username, upn, admissionNumber].flatMap(
        (word) => word && [word.slice(0, 2), word],
      ),
    ).filter(Boolean)
    const days = valuesOf(({ createdAt }) => [createdAt.slice(0, 10)])
    const maybe = (values: readonly string[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 1 })
    const seldom = (values: readonly string[]) =>
      fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom(...values) })
    const query: fc.Arbitrary<ListQuery> = fc.record({
      yearGroup: seldom([...valuesOf(({ yearGroup }) => [yearGroup]), '6']),
      registrationGroup: seldom([...valuesOf(({ registrationGroup }) => [registrationGroup]), '7']),
      teachingClass: seldom([...valuesOf(({ teachingClasses }) => teachingClasses), '7A']),
      leaver: seldom(['true', 'false']),
      status: seldom(['active', 'deactivated']),
      createdFrom: seldom(days),
      createdTo: seldom(days),
      consent: seldom(consents),
      passwordStatus: seldom(passwordStatuses),
      q: fc.option(
        fc.array(fc.constantFrom(...beginnings), { minLength: 1, maxLength: 2 }).map((words) => words.join(' ')),
        {
          nil: undefined,
          freq: 1,
        },
      ),
      field: maybe(searchFields),
      sort: maybe(sortOrders),
      limit: fc.constantFrom('3', '7', '50', '100', undefined),
    })
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        expect(await allPages(asked)).toEqual(expectedIds(all, asked))
      }),
      { numRuns: 120 },
    )
  })

  it('has what each filter alone lets through', async () => {
    const all = await everyone()
    const alone: ListQuery[] = [
      ...[...new Set(all.map(({ yearGroup }) => yearGroup))].map((yearGroup) => ({
        yearGroup: yearGroup ?? undefined,
      })),
      ...[...new Set(all.map((each) => each.registrationGroup))].map((id) => ({ registrationGroup: id ?? undefined })),
      ...[...new Set(all.flatMap(({ teachingClasses }) => teachingClasses))].map((teachingClass) => ({
        teachingClass,
      })),
      ...['true', 'false'].map((leaver) => ({ leaver })),
      ...['active', 'deactivated'].map((status) => ({ status })),
      ...consents.map((consent) => ({ consent })),
      ...passwordStatuses.map((passwordStatus) => ({ passwordStatus })),
      ...sortOrders.map((sort) => ({ sort })),
    ]
    for (const query of alone) {
      expect([query, await allPages({ ...query, limit: '20' })]).toEqual([query, expectedIds(all, query)])
    }
  })

  it('counts days as they are in Cardiff, both ends included', async () => {
    const named = async (query: ListQuery) =>
      itemsIn(await list({ ...query, limit: '100' })).map(({ displayName }) => displayName)
    expect(await named({ createdFrom: '2025-06-30', createdTo: '2025-06-30' })).toEqual(['Haf Gynt'])
    expect(await named({ createdFrom: '2025-07-01', createdTo: '2025-07-01' })).toEqual(['Haf Wedyn'])
    expect(await named({ createdFrom: '2025-01-31', createdTo: '2025-01-31' })).toEqual(['Gaeaf Gynt'])
    expect(await named({ createdFrom: '2025-02-01', createdTo: '2025-02-01' })).toEqual(['Gaeaf Wedyn'])
    expect(await named({ createdFrom: '2025-07-02', createdTo: '2025-07-01' })).toEqual([])
  })

  it.each([
    ['any', 'sian llyr-j', 'Siân Llŷr-Jones'],
    ['any', 'SIÂN', 'Siân Llŷr-Jones'],
    ['any', 'jones sian', 'Siân Llŷr-Jones'],
    ['forename', 'sia', 'Siân Llŷr-Jones'],
    ['surname', 'LLYR jon', 'Siân Llŷr-Jones'],
    ['displayName', 'si llŷr', 'Siân Llŷr-Jones'],
    ['username', 'llyrjones', 'Siân Llŷr-Jones'],
    ['surname', 'darcy', "Llŷr D'Arcy-Siôn"],
    ['surname', "d'arcy", "Llŷr D'Arcy-Siôn"],
    ['surname', 'D’Arcy', "Llŷr D'Arcy-Siôn"],
    ['surname', 'arcy', "Llŷr D'Arcy-Siôn"],
    ['surname', 'zolc obri', 'Łukasz ŻÓŁĆ-o’Brien'],
    ['forename', 'lukasz', 'Łukasz ŻÓŁĆ-o’Brien'],
    ['surname', 'der van', 'Ann van der Berg'],
    ['displayName', 'suharto', 'Suharto'],
  ])('finds by %s, %s: %s', async (field, q, displayName) => {
    const found = itemsIn(await list({ field, q })).map((each) => each.displayName)
    expect(found).toContain(displayName)
    const nfd = itemsIn(await list({ field, q: q.normalize('NFD') })).map((each) => each.displayName)
    expect(nfd).toEqual(found)
  })

  it.each([
    ['surname', 'sian'],
    ['forename', 'jones'],
    ['forename', 'ian'],
    ['username', 'sian'],
    ['upn', 'sian'],
    ['any', 'sian nobody'],
  ])('does not find Siân by %s, %s', async (field, q) => {
    const found = itemsIn(await list({ field, q })).map((each) => each.displayName)
    expect(found).not.toContain('Siân Llŷr-Jones')
  })

  it('finds somebody by UPN and by admission number, and each in its own field', async () => {
    const { id, upn, admissionNumber } = await someone()
    for (const [field, text] of [
      ['upn', upn],
      ['admissionNumber', admissionNumber],
    ] as const) {
      const other = field === 'upn' ? 'admissionNumber' : 'upn'
      expect(idsIn(await list({ field, q: text?.toLowerCase() }))).toEqual([id])
      expect(idsIn(await list({ q: text ?? undefined }))).toContain(id)
      expect(idsIn(await list({ field: other, q: text ?? undefined }))).toEqual([])
    }
  })

  it.each(['   ', '-', "'", '%', '*'])(
    'with nothing to look for in "%s" leaves nobody out who has such a word',
    async (q) => {
      const all = await everyone()
      const found = idsIn(await list({ q, limit: '100' }))
      expect([all.length, 0]).toContain(found.length)
    },
  )

  it('names no group by what merely begins like one', async () => {
    const [learner] = itemsIn(await list({ registrationGroup: '7A', limit: '1' }))
    const surname = (learner?.surname ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
    for (const registrationGroup of [`7A\t${surname}`, '7', '7A\t', '7a', '7_', '7%', ' 7A', '7A ']) {
      expect([registrationGroup, idsIn(await list({ registrationGroup }))]).toEqual([registrationGroup, []])
    }
    expect(idsIn(await list({ yearGroup: `7\t${surname}` }))).toEqual([])
    expect(idsIn(await list({ teachingClass: '7A/Ma1#' }))).toEqual([])
    for (const teachingClass of ['7a/ma1', '7A/Ma_', '7A/Ma%', '7A']) {
      const selection = { teachingClass }
      const picked = { selection, withPasswords: false }
      const print = await ask('printLearners', {
        token: staff.token,
        params: { schoolId: staff.schoolId },
        body: picked,
      })
      expect([teachingClass, codeOf(print)]).toEqual([teachingClass, '404 not-found'])
    }
  })
})

describe('pages', () => {
  it.each(sortOrders)('by %s meet everyone once, in order, two at a time', async (sort) => {
    const all = await everyone()
    expect(await allPages({ sort, limit: '2' })).toEqual(expectedIds(all, { sort }))
  })

  it('are linked: whoever follows the links alone meets everyone', async () => {
    const ids: string[] = []
    let path: string | undefined = `/v1/schools/${staff.schoolId}/learners?q=a&sort=-forename&limit=4`
    while (path) {
      const reply: Reply = await exchange(school.allwedd.url, 'GET', path, { token: staff.token })
      ids.push(...idsIn(reply))
      const next: string | undefined = /^<([^>]+)>; rel="next"$/.exec(reply.headers['link'] ?? '')?.[1]
      expect(Boolean(next)).toBe(Boolean(cursorIn(reply)))
      path = next
    }
    expect(ids.length).toBeGreaterThan(4)
    expect(ids).toEqual(expectedIds(await everyone(), { q: 'a', sort: '-forename' }))
  })

  it('end without a cursor, also when the last page is full', async () => {
    const all = await everyone()
    const full = await list({ limit: String(all.length) })
    expect([idsIn(full).length, cursorIn(full), full.headers['link']]).toEqual([all.length, undefined, undefined])
    expect(cursorIn(await list({ limit: String(all.length - 1) }))).toBeDefined()
    const none = await list({ q: 'nobody-is-called-this' })
    expect(none.body).toEqual({ items: [] })
  })

  it.each(['1', '100'])('may have %s', async (limit) => {
    expect(idsIn(await list({ limit }))).toHaveLength(Math.min(Number(limit), (await everyone()).length))
  })

  it.each(['0', '101', '-1', '1.5', 'ten', ''])('may not have "%s"', async (limit) => {
    const reply = await list({ limit })
    expect([codeOf(reply), pointersOf(reply)]).toEqual(['400 invalid-request', ['/limit']])
  })

  it('may change their length on the way', async () => {
    const first = await list({ limit: '5' })
    const rest = await list({ limit: '100', cursor: cursorIn(first) ?? '' })
    expect([...idsIn(first), ...idsIn(rest)]).toEqual(expectedIds(await everyone(), {}))
  })

  it.each(['surname', '-forename'])('by %s skip and repeat nobody while others come, go and change', async (sort) => {
    const all = await everyone()
    const first = await list({ sort, limit: '10' })
    const ids = idsIn(first)
    const [last, before] = [all.find(({ id }) => id === ids.at(-1)), all.find(({ id }) => id === ids.at(-2))]
    if (!last || !before) throw new Error('The first page is too short')
    await edit(last.id, '*', { forename: 'Zzz', surname: 'Zzz' })
    await edit(before.id, '*', { forename: 'Aaa', surname: 'Aaa' })
    const rest: string[] = []
    for (let cursor = cursorIn(first); cursor; ) {
      const page = await list({ sort, limit: '10', cursor })
      rest.push(...idsIn(page))
      cursor = cursorIn(page)
    }
    for (const { id, forename, surname } of [last, before]) await edit(id, '*', { forename, surname })
    const others = all.map(({ id }) => id).filter((id) => id !== last.id && id !== before.id)
    const met = [...ids, ...rest].filter((id) => id !== last.id && id !== before.id)
    expect(met.toSorted()).toEqual(others.toSorted())
  })

  it('are opened by no cursor that was altered, or that belongs to another list', async () => {
    const query = { q: 'a', sort: 'surname', limit: '2' }
    const cursor = cursorIn(await list(query)) ?? ''
    expect((await list({ ...query, cursor })).status).toBe(200)
    const other = cursor.startsWith('A') ? 'B' : 'A'
    const middle = Math.floor(cursor.length / 2)
    const altered = [
      `${other}${cursor.slice(1)}`,
      `${cursor.slice(0, middle)}${cursor[middle] === 'A' ? 'B' : 'A'}${cursor.slice(middle + 1)}`,
      cursor.slice(0, -1),
      cursor.slice(1),
      `${cursor}A`,
      `${cursor}=`,
      `${cursor} `,
      cursor.toLowerCase(),
      `${cursor}${cursor}`,
      'x',
      'null',
      Buffer.from(JSON.stringify(['a', 'a', 'a', '0'])).toString('base64url'),
    ]
    for (const each of altered) {
      expect([each, codeOf(await list({ ...query, cursor: each }))]).toEqual([each, '400 invalid-cursor'])
    }
    const elsewhere: ListQuery[] = [
      { limit: '2' },
      { ...query, q: 'b' },
      { ...query, sort: '-surname' },
      { ...query, field: 'surname' },
      { ...query, status: 'active' },
      { ...query, yearGroup: '7' },
      { ...query, createdTo: '2026-12-31' },
    ]
    for (const each of elsewhere) expect(codeOf(await list({ ...each, cursor }))).toBe('400 invalid-cursor')
    const administrator = personIn(people, 'local-administrator').token
    const ofSchools = await ask('listSchools', { token: administrator, query: { limit: '1' } })
    expect(codeOf(await list({ ...query, cursor: cursorIn(ofSchools) ?? '' }))).toBe('400 invalid-cursor')
  })
})

describe('a learner’s details', () => {
  it('are those of the list, with their version as the ETag', async () => {
    for (const learner of (await everyone()).slice(0, 12)) {
      const { body, headers } = await open(learner.id)
      expect(body).toEqual(learner)
      expect(headers['etag']).toBe(`"${learner.version}"`)
    }
  })
})

describe('a display name', () => {
  it('is changed under the version that was seen, and the list shows it at once', async () => {
    const before = await someone()
    const edited = await edit(before.id, `"${before.version}"`, { forename: 'Gwawr' })
    expect(edited.body).toEqual({
      ...before,
      forename: 'Gwawr',
      displayName: `Gwawr ${before.surname}`.trim(),
      version: before.version + 1,
    })
    expect(edited.headers['etag']).toBe(`"${before.version + 1}"`)
    expect(idsIn(await list({ q: 'gwawr', field: 'forename' }))).toEqual([before.id])
    expect(itemsIn(await list({ limit: '100' })).find(({ id }) => id === before.id)).toEqual(edited.body)
    expect((await open(before.id)).body).toEqual(edited.body)
    const next = await edit(before.id, String(edited.headers['etag']), { surname: 'Wawr' })
    expect(next.body).toMatchObject({ displayName: 'Gwawr Wawr', version: before.version + 2 })
    expect((await edit(before.id, '*', { forename: 'Nos' })).body['version']).toBe(before.version + 3)
  })

  it('is what the learner is called when they sign in from then on', async () => {
    const learner = await someone()
    await edit(learner.id, '*', { forename: 'Eira', surname: 'Wen' })
    const { body } = await signIn(learner.username, (await reveal(learner.id)).body['password'])
    expect(body['account']).toMatchObject({ displayName: 'Eira Wen', username: learner.username })
  })

  it('needs to say which version is changed, and that it is still there', async () => {
    const { id, version } = await someone()
    expect(codeOf(await edit(id, undefined, { forename: 'X' }))).toBe('428 precondition-required')
    for (const tag of [
      `"${version - 1}"`,
      `"${version + 1}"`,
      `${version}`,
      `W/"${version}"`,
      '""',
      'x',
      `"${version}`,
    ]) {
      expect([tag, codeOf(await edit(id, tag, { forename: 'X' }))]).toEqual([tag, '412 precondition-failed'])
    }
    expect((await open(id)).body['version']).toBe(version)
    expect((await edit(id, `"0", "${version}"`, { forename: 'Xena' })).status).toBe(200)
  })

  it('of two edits of one version at once, one is made', async () => {
    const { id, version } = await someone()
    const replies = await Promise.all(['Un', 'Dau', 'Tri'].map((forename) => edit(id, `"${version}"`, { forename })))
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 412, 412])
    const made = replies.find(({ status }) => status === 200)
    expect((await open(id)).body).toEqual(made?.body)
  })

  it.each([
    ['  Siân   Fach  ', 'Siân Fach'],
    ['Sia\u0302n', 'Siân'],
    ['\tMair\n\nElen\u00a0', 'Mair Elen'],
    ['Ne\u0000d\u0007\u200b', 'Ned'],
    ['\u202eMoi\ufeff', 'Moi'],
    ["O'Brien", "O'Brien"],
    ['ŵ'.repeat(100), 'ŵ'.repeat(100)],
    ['<b>Wil</b>', '<b>Wil</b>'],
    ['X', 'X'],
    ['', ''],
  ])('%j is kept as %j', async (given, kept) => {
    const learner = itemsIn(await list({ q: 'twint3', field: 'username' }))[0]
    const { body, status } = await edit(learner?.id ?? '', '*', { forename: given, surname: 'Twîn' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ forename: kept, displayName: `${kept} Twîn`.trim() })
  })

  it('stays under the same version when nothing changes', async () => {
    const { id, forename, surname, version } = await someone()
    for (const body of [{}, { forename }, { forename, surname }, { surname: `  ${surname.normalize('NFD')} ` }]) {
      const reply = await edit(id, `"${version}"`, body)
      expect([body, reply.status, reply.body['version']]).toEqual([body, 200, version])
    }
  })

  it('may lack one of its parts, not both', async () => {
    const { id } = await someone()
    expect((await edit(id, '*', { forename: '', surname: 'Unig' })).body['displayName']).toBe('Unig')
    for (const body of [{ surname: '' }, { forename: ' ', surname: '\u0000\u200b' }, { forename: '', surname: '' }]) {
      const reply = await edit(id, '*', body)
      expect([codeOf(reply), pointersOf(reply)]).toEqual(['400 invalid-request', ['/forename', '/surname']])
    }
    expect((await open(id)).body['displayName']).toBe('Unig')
  })

  it('may have a hundred characters in each part, and no more', async () => {
    const { id } = await someone()
    expect((await edit(id, '*', { forename: 'a'.repeat(100), surname: 'b'.repeat(100) })).status).toBe(200)
    const reply = await edit(id, '*', { forename: 'a'.repeat(101), surname: 'b'.repeat(101) })
    expect([codeOf(reply), pointersOf(reply)]).toEqual(['400 invalid-request', ['/forename', '/surname']])
    const half = await edit(id, '*', { forename: '\ud83d' })
    expect([codeOf(half), pointersOf(half)]).toEqual(['400 invalid-request', ['/forename']])
  })
})

describe('a legal name', () => {
  it('is for Digital Champions and local administrators to change', async () => {
    const { id, version } = await someone()
    const names = { legalForename: 'Cadi', legalSurname: 'Haf', newUsername: false }
    expect(codeOf(await rename(id, '*', names, staff.token))).toBe('403 not-allowed')
    expect((await open(id)).body['version']).toBe(version)
    expect((await rename(id, '*', names, personIn(people, 'local-administrator').token)).status).toBe(200)
  })

  it('without a new username changes nothing else, not even the password or an open session', async () => {
    const before = await someone()
    const password = (await reveal(before.id)).body['password']
    const token = String((await signIn(before.username, password)).body['token'])
    const names = { legalForename: 'Beca', legalSurname: 'Rhydderch' }
    const { body, headers } = await rename(before.id, `"${before.version}"`, { ...names, newUsername: false })
    expect(body).toEqual({ ...before, ...names, version: before.version + 1 })
    expect(headers['etag']).toBe(`"${before.version + 1}"`)
    expect((await ask('openProfile', { token })).status).toBe(200)
    expect((await reveal(before.id)).body['password']).toBe(password)
    const again = await rename(before.id, '*', { ...names, newUsername: false })
    expect(again.body['version']).toBe(before.version + 1)
  })

  it('with a new username comes with a new password; the old one signs nobody in and is never issued again', async () => {
    const before = await someone()
    const password = (await reveal(before.id)).body['password']
    const token = String((await signIn(before.username, password)).body['token'])
    const names = { legalForename: 'Rhiain', legalSurname: 'Newydd' }
    const { body } = await rename(before.id, `"${before.version}"`, { ...names, newUsername: true })
    expect(body).toEqual({
      ...before,
      ...names,
      username: 'NewyddR',
      passwordStatus: 'available',
      passwordSetAt: expect.any(String),
      version: before.version + 1,
    })
    expect(codeOf(await ask('openProfile', { token }))).toBe('401 not-signed-in')
    const shown = (await reveal(before.id)).body['password']
    expect(shown).not.toBe(password)
    expect((await signIn('newyddr', shown)).body['account']).toMatchObject({ id: before.id, username: 'NewyddR' })
    for (const old of [password, shown]) expect(codeOf(await signIn(before.username, old))).toBe('401 sign-in-failed')

    const other = await someone()
    const likeThem = { legalForename: before.legalForename, legalSurname: before.legalSurname, newUsername: true }
    const issued = String((await rename(other.id, '*', likeThem)).body['username'])
    expect(issued.replace(/\d+$/, '').toLowerCase()).toBe(before.username.replace(/\d+$/, '').toLowerCase())
    expect(issued.toLowerCase()).not.toBe(before.username.toLowerCase())
    const back = await rename(before.id, '*', likeThem)
    expect([before.username, issued]).not.toContain(back.body['username'])
  })

  it('of several learners at once gives each a username of their own', async () => {
    const learners = [await someone(), await someone(), await someone()]
    const names = { legalForename: 'Ceri', legalSurname: 'Unfath', newUsername: true }
    const replies = await Promise.all(learners.map(({ id }) => rename(id, '*', names)))
    expect(replies.map(({ body }) => body['username']).toSorted()).toEqual(['UnfathC', 'UnfathC2', 'UnfathC3'])
  })

  it.each([
    ['Łukasz', 'Żółć', 'ZolcL'],
    ['Niamh', "O'Connor", 'OConnorN'],
    ['Enid', 'van der Meer', 'VanderMeerE'],
    ['Plato', '', 'Plato'],
    ['', 'Voltaire', 'Voltaire'],
  ])('%s %s gives a username in plain letters: %s', async (legalForename, legalSurname, stem) => {
    const learner = itemsIn(await list({ q: 'ann', registrationGroup: '7A', limit: '1' }))[0]
    const { body } = await rename(learner?.id ?? '', '*', { legalForename, legalSurname, newUsername: true })
    expect(body).toMatchObject({ legalForename, legalSurname, displayName: learner?.displayName })
    expect(String(body['username'])).toMatch(new RegExp(`^${stem}\\d*$`))
    expect((await signIn(String(body['username']), (await reveal(learner?.id ?? '')).body['password'])).status).toBe(
      201,
    )
  })

  it('is needed in full: neither both parts empty nor one of them missing', async () => {
    const { id, version } = await someone()
    const none = await rename(id, '*', { legalForename: ' ', legalSurname: '', newUsername: true })
    expect([codeOf(none), pointersOf(none)]).toEqual(['400 invalid-request', ['/legalForename', '/legalSurname']])
    const missing = await rename(id, '*', { newUsername: 'true' })
    expect(pointersOf(missing)).toEqual(['/legalForename', '/legalSurname', '/newUsername'])
    expect((await open(id)).body['version']).toBe(version)
  })

  it('stays, when somebody else was quicker', async () => {
    const { id, version } = await someone()
    const names = { legalForename: 'Hwyr', legalSurname: 'Iawn', newUsername: true }
    expect(codeOf(await rename(id, `"${version - 1}"`, names))).toBe('412 precondition-failed')
    const late = await ask('changeLegalName', { token: champion.token, params: paramsOf(id), body: names })
    expect(codeOf(late)).toBe('428 precondition-required')
    expect((await open(id)).body).toMatchObject({ version })
  })
})

describe('deactivating and reactivating', () => {
  it('closes the account at once, and opens it again with the same password', async () => {
    const before = await someone()
    const password = (await reveal(before.id)).body['password']
    const token = String((await signIn(before.username, password)).body['token'])
    const closed = await changeState('deactivateLearner', before.id, { reason: 'Gwaharddiad' })
    const after = { ...before, status: 'deactivated', deactivatedReason: 'by-hand', version: before.version + 1 }
    expect(closed.body).toEqual(after)
    expect(closed.headers['etag']).toBe(`"${after.version}"`)
    expect(codeOf(await ask('openProfile', { token }))).toBe('401 not-signed-in')
    expect(codeOf(await signIn(before.username, password))).toBe('401 sign-in-failed')
    expect(idsIn(await list({ status: 'deactivated', limit: '100' }))).toContain(before.id)
    expect(idsIn(await list({ status: 'active', limit: '100' }))).not.toContain(before.id)

    const opened = await changeState('reactivateLearner', before.id)
    expect(opened.body).toEqual({ ...before, version: before.version + 2 })
    expect(codeOf(await ask('openProfile', { token }))).toBe('401 not-signed-in')
    expect((await signIn(before.username, password)).status).toBe(201)
  })

  it('changes nothing for who is so already, and the reason stays', async () => {
    const { id, version } = await someone()
    expect((await changeState('reactivateLearner', id)).body['version']).toBe(version)
    const closed = await changeState('deactivateLearner', id)
    expect((await changeState('deactivateLearner', id, { reason: 'Eto' })).body).toEqual(closed.body)
    const [leaver] = itemsIn(await list({ leaver: 'true', status: 'deactivated' }))
    expect(leaver?.deactivatedReason).toBe('leaver')
    expect((await changeState('deactivateLearner', leaver?.id ?? '')).body).toEqual(leaver)
  })

  it('by several at once is done once', async () => {
    const { id, version } = await someone()
    const replies = await Promise.all([1, 2, 3, 4].map(() => changeState('deactivateLearner', id)))
    expect(replies.map(({ status, body }) => [status, body['version']])).toEqual(Array(4).fill([200, version + 1]))
  })

  it('lets a leaver in again, who is a leaver still', async () => {
    const [leaver] = itemsIn(await list({ leaver: 'true', passwordStatus: 'available' }))
    if (!leaver) throw new Error('The demo has no leaver')
    const { body } = await changeState('reactivateLearner', leaver.id)
    expect(body).toEqual({ ...leaver, status: 'active', deactivatedReason: null, version: leaver.version + 1 })
    expect((await signIn(leaver.username, (await reveal(leaver.id)).body['password'])).status).toBe(201)
    const closed = await changeState('deactivateLearner', leaver.id)
    expect(closed.body['deactivatedReason']).toBe('by-hand')
  })

  it('takes a reason of up to 500 characters, or none', async () => {
    const { id } = await someone()
    expect((await changeState('deactivateLearner', id, { reason: 'ŵ'.repeat(500) })).status).toBe(200)
    const reply = await changeState('reactivateLearner', id, { reason: 'x'.repeat(501) })
    expect([codeOf(reply), pointersOf(reply)]).toEqual(['400 invalid-request', ['/reason']])
    expect((await changeState('reactivateLearner', id, {})).body['status']).toBe('active')
  })
})

describe('a version', () => {
  it('grows by one with every change that can be seen, and with nothing else', async () => {
    const learner = await someone()
    const { id, version } = learner
    const password = { token: staff.token, params: paramsOf(id) }
    const names = { legalForename: 'Gwen', legalSurname: 'Fersiwn' }
    const steps: [() => Promise<Reply>, number][] = [
      [() => open(id), 0],
      [() => reveal(id), 0],
      [() => edit(id, '*', { forename: 'Gwen' }), 1],
      [() => ask('resetPassword', { ...password, body: { generate: true } }), 1],
      [() => ask('resetPassword', { ...password, body: { password: 'Afon Teifi 77' } }), 1],
      [() => changeState('deactivateLearner', id), 1],
      [() => changeState('deactivateLearner', id), 0],
      [() => changeState('reactivateLearner', id), 1],
      [() => rename(id, '*', { ...names, newUsername: false }), 1],
      [() => rename(id, '*', { ...names, newUsername: true }), 1],
    ]
    let expected = version
    for (const [step, grows] of steps) {
      expect((await step()).status).toBe(200)
      expected += grows
      const { body, headers } = await open(id)
      expect([body['version'], headers['etag']]).toEqual([expected, `"${expected}"`])
    }
  })
})
