import { describe, expect, it } from 'vitest'
import type { Learner } from '../../../shared/domain/learner.ts'
import { indexEntryOf, positionIn } from '../../../shared/domain/learnerList.ts'
import type { LearnerStore, PagedGroup } from '../../../shared/store/learners.ts'
import { backends, type Stores } from '../../support/backends.ts'
import { accountOf, aLearner, aSchool } from '../../support/builders.ts'

const school = aSchool()
const otherSchool = aSchool({ id: '6814002' })

const enrol = async ({ newAccounts }: Stores, at: typeof school, learner: Learner) => {
  const account = { ...accountOf(learner, at), username: `${learner.id}${at.id}`, id: `${learner.id}-${at.id}` }
  expect(await newAccounts.create({ account, learner: { schoolId: at.id, learner } })).toBe('created')
}

const named = (surname: string, forename: string, more: Partial<Learner> = {}) =>
  aLearner({ surname, forename, ...more })

/** As a list has them: case and accents ignored, one-part names first, ties by id. */
const inOrder = [
  named('', 'Ceri'),
  named('ap Rhys', 'Dafydd'),
  named('Evans', 'Siân', { id: 'a000000000000000' }),
  named('Evans', 'Sian', { id: 'b000000000000000' }),
  named('EVANS', 'SIÂN', { id: 'c000000000000000' }),
  named('Evans', 'Siana'),
  named('Llwyd', ''),
  named('Llŷr', 'Ann'),
  named('Llyr', 'Beth'),
  named("O'Brien", 'Áine', { registrationGroup: null }),
  named('Obrien', 'Zoe', { yearGroup: '8' }),
  named('Ǖbel', 'Max', { yearGroup: '8', registrationGroup: '8A', teachingClasses: ['8A/Ma1', '7A/Ma1'] }),
  named('van der Berg', 'Jan', { yearGroup: null, registrationGroup: '7A1', teachingClasses: [] }),
  named('Ωμέγα', 'Σίσυφος', { teachingClasses: ['7A/Ma10'] }),
]

const idsOf = (learners: readonly { id: string }[]) => learners.map(({ id }) => id)
const positionOf = (learner: Learner) => positionIn('surname', indexEntryOf(learner))

const allPages = async (store: LearnerStore, group: PagedGroup | undefined, limit: number) => {
  const pages: Learner[][] = []
  for (let last: Learner | undefined; pages.length === 0 || last; last = pages.at(-1)?.at(-1)) {
    pages.push(await store.page(group, limit, last && positionOf(last)))
  }
  return pages
}

describe.each(backends)('learners %s', (_, open) => {
  const filled = async () => {
    const stores = await open()
    for (const learner of inOrder.toReversed()) await enrol(stores, school, learner)
    return { ...stores, here: stores.learnersOf(school), there: stores.learnersOf(otherSchool) }
  }

  it('are found one by one, and in the order asked for', async () => {
    const { here } = await filled()
    const [first, second, third] = inOrder
    expect(await here.get(String(first?.id))).toEqual(first)
    expect(await here.get('nobody0000000000')).toBeNull()
    const asked = idsOf([third, first, second, first].flatMap((one) => one ?? []))
    expect(await here.getMany(['nobody0000000000', ...asked])).toEqual([third, first, second])
    expect(await here.getMany([])).toEqual([])
  })

  it.each([1, 3, 14, 50])('come by surname, forename and id in pages of %i', async (limit) => {
    const { here } = await filled()
    const pages = await allPages(here, undefined, limit)
    expect(idsOf(pages.flat())).toEqual(idsOf(inOrder))
    expect(pages.slice(0, -1).every((page, number) => page.length === limit || number === pages.length - 2)).toBe(true)
  })

  it.each([
    [{ kind: 'year-group', id: '7' }, (learner: Learner) => learner.yearGroup === '7'],
    [{ kind: 'year-group', id: '8' }, (learner: Learner) => learner.yearGroup === '8'],
    [{ kind: 'registration-group', id: '7A' }, (learner: Learner) => learner.registrationGroup === '7A'],
    [{ kind: 'registration-group', id: '7A1' }, (learner: Learner) => learner.registrationGroup === '7A1'],
    [{ kind: 'registration-group', id: '7' }, () => false],
  ] as const)('of a group come in pages, and all at once: %j', async (group, isIn) => {
    const { here } = await filled()
    const members = idsOf(inOrder.filter(isIn))
    expect(idsOf((await allPages(here, group, 2)).flat())).toEqual(members)
    expect(idsOf(await here.everyone(group))).toEqual(members)
  })

  it('of a teaching class come by name, and no others whose class begins alike', async () => {
    const { here } = await filled()
    const membersOf = (id: string) => idsOf(inOrder.filter(({ teachingClasses }) => teachingClasses.includes(id)))
    for (const id of ['7A/Ma1', '8A/Ma1', '7A/Ma10', '7A/Ma']) {
      expect(idsOf(await here.everyone({ kind: 'teaching-class', id }))).toEqual(membersOf(id))
    }
    expect(await here.everyone(undefined)).toEqual(inOrder)
  })

  it('go on from the place of someone who is no longer there', async () => {
    const { here } = await filled()
    expect(idsOf(await here.page(undefined, 2, ['evans', 'evans', 'sian', 'bb00000000000000']))).toEqual(
      idsOf(inOrder.slice(4, 6)),
    )
    const group = { kind: 'year-group', id: '8' } as const
    expect(idsOf(await here.page(group, 9, ['p', 'p', '', '']))).toEqual(idsOf(inOrder.slice(11, 12)))
  })

  it('are all in the compact index, with what it is for', async () => {
    const { here } = await filled()
    const index = await here.index()
    expect(idsOf(index)).toEqual(idsOf(inOrder))
    for (const [place, learner] of inOrder.entries()) expect(indexEntryOf(learner)).toMatchObject(index[place] ?? {})
  })

  it('of another school do not exist, though they have the same id', async () => {
    const stores = await filled()
    const { here, there } = stores
    const namesake = named('Evans', 'Siân', {
      id: 'a000000000000000',
      consent: 'withdrawn',
      teachingClasses: ['7A/Ma1'],
    })
    for (const asked of ['get', 'everyone', 'index'] as const) {
      const found = asked === 'get' ? await there.get(namesake.id) : await there[asked](undefined)
      expect(found ?? []).toEqual([])
    }
    await enrol(stores, otherSchool, namesake)
    expect(await there.getMany(idsOf(inOrder))).toEqual([namesake])
    expect(await there.page(undefined, 50, undefined)).toEqual([namesake])
    expect(await there.everyone({ kind: 'teaching-class', id: '7A/Ma1' })).toEqual([namesake])
    expect(idsOf(await there.index())).toEqual([namesake.id])
    expect(await here.get(namesake.id)).toEqual(inOrder[2])
    expect(idsOf(await here.everyone(undefined))).toEqual(idsOf(inOrder))
  })

  it('are not found by the names of what else lies under a school', async () => {
    const { here } = await filled()
    const places = inOrder.map(({ id }) => `class#7A/Ma1#${id}`)
    expect(await here.getMany(places)).toEqual([])
    expect(await here.get(places[2] ?? '')).toBeNull()
  })

  it('are read however many there are', async () => {
    const stores = await open()
    const many = Array.from({ length: 130 }, (_, number) =>
      named('Jones', `Ann${String.fromCharCode(97 + (number % 26))}`, { id: String(number).padStart(16, '0') }),
    )
    await Promise.all(many.map((learner) => enrol(stores, school, learner)))
    const store = stores.learnersOf(school)
    expect(idsOf(await store.getMany(idsOf(many)))).toEqual(idsOf(many))
    const byPages = idsOf((await allPages(store, undefined, 50)).flat())
    expect(new Set(byPages).size).toBe(130)
    expect(idsOf(await store.everyone({ kind: 'teaching-class', id: '7A/Ma1' }))).toEqual(byPages)
  })
})
