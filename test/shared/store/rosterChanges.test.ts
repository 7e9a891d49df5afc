import { describe, expect, it } from 'vitest'
import type { AuditAction } from '../../../shared/domain/audit.ts'
import type { Learner } from '../../../shared/domain/learner.ts'
import { deactivated } from '../../../shared/domain/learnerStates.ts'
import { backends, type Stores } from '../../support/backends.ts'
import { accountOf, aLearner, aSchool } from '../../support/builders.ts'
import { anEvent, now } from './enrolled.ts'

const [school, other] = [aSchool(), aSchool({ id: '6812002', name: { en: 'Bryn', cy: 'Bryn' } })]
const upn = 'B801200005001'
const temporary = 'T20110001804V'
const left = { leaver: true, leavingDate: '2026-10-30', leaverSince: '2026-10-31' } as const
const deactivatedLeaver = { ...left, status: 'deactivated', deactivatedReason: 'leaver' } as const
const issued = { passwordStatus: 'available', passwordSetAt: now.toISOString(), passwordVersion: 1 } as const

const events = (action: AuditAction) => [anEvent({ action, details: {} })]

const next = (before: Learner, set: Partial<Learner>) => ({
  before,
  after: { ...before, ...set, version: before.version + 1 },
  events: events('learner-updated'),
})

/** Joe Bloggs with his UPN and a password that the school has set. */
const arrived = async (open: () => Promise<Stores>, overrides: Partial<Learner> = {}) => {
  const stores = await open()
  const learner = aLearner({ upn, ...issued, ...overrides })
  const account = accountOf(learner, school)
  const password = { hash: 'hash 1', sealed: 'sealed 1', setBy: 'roster-sync' }
  const place = { schoolId: school.id, learner, password }
  const event = { schoolId: school.id, event: anEvent({ action: 'learner-created', details: {} }) }
  const made = { account, hash: 'hash 1', learner: place, event }
  expect(await stores.rosterChangesOf(school).create(made)).toBe('applied')
  const at = (where: typeof school) => stores.learnersOf(where).get(learner.id)
  const read = async (where: typeof school): Promise<Learner> => {
    const found = await at(where)
    if (!found) throw new Error('There is no such learner')
    return found
  }
  const joins = async (set: Partial<Learner> = {}) => {
    const after = aLearner({ upn, yearGroup: '8', admissionNumber: '9', ...set })
    return stores.rosterChangesOf(other).change({ before: null, after, events: events('learner-joined') })
  }
  const leaves = async (where: typeof school, set: Partial<Learner> = deactivatedLeaver) =>
    stores.rosterChangesOf(where).change({ ...next(await read(where), set), events: events('learner-left') })
  return { ...stores, account, learner, made, at, read, joins, leaves, changes: stores.rosterChangesOf(school) }
}

describe.each(backends)('what a roster makes %s', (_, open) => {
  it.each([
    ['a UPN', school, { upn }, { upn }],
    ['a UPN of another school', other, { upn }, { upn }],
    ['a temporary UPN', school, { upn: temporary }, { upn: temporary }],
    ['an id of OneRoster', school, { upn: null, sourcedId: 's-1' }, { upn: null, sourcedId: 's-1' }],
  ])('has one account for %s', async (_what, where, first, second) => {
    const { everything, rosterChangesOf } = await arrived(open, first)
    const kept = await everything()
    const learner = aLearner({ surname: 'Other', ...second })
    const made = { account: accountOf(learner, where), learner: { schoolId: where.id, learner } }
    expect(await rosterChangesOf(where).create(made)).toBe('stale')
    expect(await everything()).toEqual(kept)
  })

  it.each([{ upn: temporary }, { upn: null, sourcedId: 's-1' }])(
    'knows nobody of another school by %o',
    async (known) => {
      const { rosterChangesOf } = await arrived(open, known)
      const learner = aLearner({ surname: 'Other', ...known })
      const made = { account: accountOf(learner, other), learner: { schoolId: other.id, learner } }
      expect(await rosterChangesOf(other).create(made)).toBe('applied')
    },
  )
})

describe.each(backends)('what a roster changes %s', (_, open) => {
  it('is written with its groups, its role and its event, once', async () => {
    const { accounts, at, changes, eventsOf, everything, learner, learnersOf } = await arrived(open, { yearGroup: '6' })
    expect((await accounts.get(learner.id))?.role).toBe('primary-learner')
    const change = next(learner, { yearGroup: '7', registrationGroup: '7B', teachingClasses: ['7B/Cy1', '7B/Ma2'] })
    expect(await changes.change(change)).toBe('applied')
    expect(await at(school)).toEqual(change.after)
    const inClass = (id: string) => learnersOf(school).everyone({ kind: 'teaching-class', id })
    expect(await inClass('7A/Ma1')).toEqual([])
    expect(await inClass('7B/Ma2')).toEqual([change.after])
    expect((await accounts.get(learner.id))?.role).toBe('secondary-learner')
    expect((await eventsOf(school.id)).map(({ action }) => action)).toContain('learner-updated')
    const kept = await everything()
    expect(await changes.change(change)).toBe('stale')
    expect(await everything()).toEqual(kept)
  })

  it('takes a permanent UPN in place of a temporary one, unless somebody has it', async () => {
    const { changes, everything, learner, read, rosterChangesOf } = await arrived(open, { upn: temporary })
    expect(await changes.change(next(learner, { upn }))).toBe('applied')
    const stranger = aLearner({ surname: 'Other', upn: temporary })
    const made = { account: accountOf(stranger, school), learner: { schoolId: school.id, learner: stranger } }
    expect(await rosterChangesOf(school).create(made)).toBe('applied')
    const kept = await everything()
    expect(await changes.change(next(stranger, { upn }))).toBe('stale')
    expect(await changes.change(next(await read(school), { upn: temporary }))).toBe('stale')
    expect(await everything()).toEqual(kept)
  })

  it('ends the sessions of who is deactivated, and of nobody else', async () => {
    const { account, accounts, identity, leaves, learner, sessions } = await arrived(open)
    const { token } = await sessions.open(account, now)
    expect(await leaves(school, { leavingDate: '2026-12-18' })).toBe('applied')
    expect(await identity.identify(token, undefined, now)).not.toBeNull()
    expect(await leaves(school)).toBe('applied')
    expect(await identity.identify(token, undefined, now)).toBeNull()
    const left = await accounts.get(learner.id)
    expect(left).toMatchObject({ status: 'deactivated', epoch: 2, schoolIds: [school.id] })
  })
})

describe.each(backends)('a learner who moves %s', (_, open) => {
  const ends = ['the old school first', 'the new school first', 'the new school first, which sets a password'] as const

  it.each(ends)('has one account, whose password stays behind: %s', async (order) => {
    const { account, accounts, changesOf, ciphertexts, hashes, joins, leaves, learner, read } = await arrived(open)
    if (order === 'the old school first') await leaves(school)
    expect(
      await joins({ id: learner.id, surname: 'Llyr', ...(order === 'the old school first' && { status: 'active' }) }),
    ).toBe('applied')
    const setByNew = order === 'the new school first, which sets a password'
    if (order !== 'the old school first') {
      expect((await accounts.get(learner.id))?.schoolIds).toEqual([other.id, school.id])
      expect(await read(school)).toMatchObject({ otherSchoolIds: [other.id], passwordStatus: 'available' })
      expect(await read(other)).toMatchObject({ otherSchoolIds: [school.id], passwordStatus: 'available' })
    }
    if (setByNew) {
      const before = await read(other)
      const after = { ...before, ...issued, passwordVersion: 2, version: before.version + 1 }
      const password = { hash: 'hash 2', sealed: 'sealed 2', setBy: 'PriceM' }
      const reset = { before, after, password, account: { endSessions: true }, event: anEvent() } as const
      expect(await changesOf(other).apply(reset)).toBe('applied')
    }
    if (order !== 'the old school first') expect(await leaves(school, left)).toBe('applied')
    const moved = await accounts.get(learner.id)
    expect(moved).toMatchObject({ username: account.username, status: 'active', schoolIds: [other.id] })
    const names = { username: 'BloggsJ', surname: 'Bloggs', status: 'active', otherSchoolIds: [], yearGroup: '8' }
    const passwordStatus = setByNew ? 'available' : 'not-available'
    expect(await read(other)).toMatchObject({ ...names, passwordStatus })
    expect(await read(school)).toMatchObject({
      leaver: true,
      otherSchoolIds: [other.id],
      passwordStatus: 'not-available',
    })
    expect((await ciphertexts.get(learner.id))?.sealed).toBe(setByNew ? 'sealed 2' : undefined)
    expect(await hashes.get(learner.id)).not.toBeNull()
  })

  it('comes back to the account as the other school left it', async () => {
    const { accounts, changes, changesOf, joins, leaves, learner, read } = await arrived(open)
    await leaves(school)
    await joins({ status: 'active' })
    const before = await read(other)
    const renamed = { before, after: { ...before, surname: 'Rees', version: before.version + 1 } }
    await changesOf(other).apply({ ...renamed, account: { surname: 'Rees' }, event: anEvent() })
    await leaves(other)
    const back = {
      leaver: false,
      leavingDate: null,
      leaverSince: null,
      status: 'active',
      deactivatedReason: null,
    } as const
    expect(await changes.change(next(await read(school), back))).toBe('applied')
    expect(await read(school)).toMatchObject({ surname: 'Rees', status: 'active', otherSchoolIds: [] })
    expect(await read(other)).toMatchObject({ leaver: true, otherSchoolIds: [school.id] })
    expect(await accounts.get(learner.id)).toMatchObject({ status: 'active', schoolIds: [school.id] })
  })

  it('stays deactivated when somebody did it by hand', async () => {
    const { accounts, changesOf, joins, leaves, learner, read } = await arrived(open)
    const event = anEvent({ action: 'learner-deactivated' })
    const byHand = { before: learner, after: deactivated(learner, 'by-hand'), event }
    await changesOf(school).apply({ ...byHand, account: { status: 'deactivated', endSessions: true } })
    await leaves(school, left)
    expect(await joins()).toBe('applied')
    expect(await read(other)).toMatchObject({ status: 'deactivated', deactivatedReason: 'by-hand' })
    expect((await accounts.get(learner.id))?.status).toBe('deactivated')
  })

  it('is stale where the learner is there already, or has no account', async () => {
    const { changes, everything, joins, rosterChangesOf } = await arrived(open)
    const kept = await everything()
    const again = { before: null, after: aLearner({ upn }), events: events('learner-joined') }
    expect(await changes.change(again)).toBe('stale')
    const nobody = { before: null, after: aLearner({ surname: 'Nobody' }), events: events('learner-joined') }
    expect(await rosterChangesOf(other).change(nobody)).toBe('stale')
    expect(await everything()).toEqual(kept)
    expect(await joins()).toBe('applied')
  })
})

describe.each(backends)('erasure %s', (_, open) => {
  it('leaves nothing but the fact that the username was issued', async () => {
    const {
      account,
      accounts,
      at,
      changes,
      ciphertexts,
      everything,
      hashes,
      leaves,
      learner,
      newAccounts,
      read,
      sessions,
    } = await arrived(open)
    await sessions.open(account, now)
    await leaves(school)
    expect(await changes.erase(await read(school), events('learner-erased'))).toBe('applied')
    expect(await Promise.all([at(school), accounts.get(learner.id), accounts.byUsername('BloggsJ')])).toEqual([
      null,
      null,
      null,
    ])
    expect(await Promise.all([hashes.get(learner.id), ciphertexts.get(learner.id)])).toEqual([null, null])
    expect(
      JSON.stringify(await everything(), (_key, value) => (value instanceof Map ? [...value] : value)),
    ).not.toMatch(/Bloggs|B801200005001|secretHash|7A\/Ma1#/)
    const namesake = aLearner({ surname: 'Bloggs', forename: 'Jo', username: 'BloggsJ' })
    expect(await newAccounts.create({ account: accountOf(namesake, school) })).toBe('taken')
    const again = aLearner({ upn, username: 'BloggsJ2', forename: 'Joseph' })
    const made = { account: accountOf(again, school), learner: { schoolId: school.id, learner: again } }
    expect(await changes.create(made)).toBe('applied')
  })

  it('of what a school has leaves the account of who went on to another one', async () => {
    const { accounts, at, changes, joins, leaves, learner, read, rosterChangesOf } = await arrived(open)
    await leaves(school)
    await joins({ status: 'active' })
    expect(await changes.erase(await read(school), events('learner-erased'))).toBe('applied')
    expect(await at(school)).toBeNull()
    expect(await at(other)).toMatchObject({ status: 'active' })
    expect(await accounts.byUsername('BloggsJ')).toMatchObject({ id: learner.id, schoolIds: [other.id] })
    const stranger = aLearner({ surname: 'Other', upn })
    const made = { account: accountOf(stranger, school), learner: { schoolId: school.id, learner: stranger } }
    expect(await rosterChangesOf(school).create(made)).toBe('stale')
  })

  it('waits for whoever was let in again, and for whoever is at two schools', async () => {
    const { changes, everything, joins, learner, leaves, read } = await arrived(open)
    await leaves(school, left)
    const kept = await everything()
    expect(await changes.erase(await read(school), events('learner-erased'))).toBe('stale')
    expect(await changes.erase(learner, events('learner-erased'))).toBe('stale')
    expect(await everything()).toEqual(kept)
    await joins()
    expect(await changes.erase(await read(school), events('learner-erased'))).toBe('applied')
  })
})
