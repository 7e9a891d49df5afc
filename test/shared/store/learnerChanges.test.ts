import { describe, expect, it } from 'vitest'
import { deactivated, reactivated, withDisplayName, withOwnPassword } from '../../../shared/domain/learnerStates.ts'
import { learnerChanges } from '../../../shared/store/learnerChanges.ts'
import { backends } from '../../support/backends.ts'
import { aLearner, anAccount, aSchool } from '../../support/builders.ts'
import { emptyTables } from '../../support/emulator.ts'
import { anEvent, enrolled, now } from './enrolled.ts'

describe.each(backends)('changes of learners %s', (_, open) => {
  it('give a new password with all that belongs to it', async () => {
    const { accounts, account, changes, ciphertexts, eventsOf, get, hashes, reset, school } = await enrolled(open)
    expect(await changes.apply(reset)).toBe('applied')
    expect(await get()).toEqual(reset.after)
    expect(await accounts.get(account.id)).toEqual({ ...account, epoch: 2 })
    expect(await hashes.get(account.id)).toEqual({ hash: 'hash 2', version: 2 })
    expect(await ciphertexts.get(account.id)).toEqual({
      accountId: account.id,
      sealed: 'sealed 2',
      version: 2,
      schoolId: school.id,
      setBy: 'JonesA',
      setAt: now.toISOString(),
    })
    const { action, learnerId, details } = reset.event
    expect(await eventsOf(school.id)).toEqual([{ action, learnerId, details }])
  })

  it('move a learner to their new place in the list', async () => {
    const { accounts, account, before, changes, learnersOf, school } = await enrolled(open)
    const after = withDisplayName({ ...before, registrationGroup: '8B', yearGroup: '8' }, 'Llŷr', 'Ŵan')
    const change = { before, after, account: { forename: 'Llŷr', surname: 'Ŵan' }, event: anEvent() }
    expect(await changes.apply(change)).toBe('applied')
    const store = learnersOf(school)
    expect(await store.page({ kind: 'year-group', id: '7' }, 9, undefined)).toEqual([])
    expect(await store.page({ kind: 'registration-group', id: '7A' }, 9, undefined)).toEqual([])
    expect(await store.page({ kind: 'registration-group', id: '8B' }, 9, undefined)).toEqual([after])
    expect(await store.index()).toMatchObject([{ foldedSurname: 'wan', foldedForename: 'llyr', yearGroup: '8' }])
    expect(await accounts.get(account.id)).toEqual({ ...account, forename: 'Llŷr', surname: 'Ŵan' })
  })

  it('change the state of an account; its sessions end where the change says so', async () => {
    const { accounts, account, before, changes } = await enrolled(open)
    const left = deactivated(before, 'by-hand')
    const away = { status: 'deactivated', endSessions: true } as const
    expect(await changes.apply({ before, after: left, account: away, event: anEvent() })).toBe('applied')
    expect(await accounts.get(account.id)).toEqual({ ...account, status: 'deactivated', epoch: 2 })
    const back = { before: left, after: reactivated(left), account: { status: 'active' }, event: anEvent() } as const
    expect(await changes.apply(back)).toBe('applied')
    expect(await accounts.get(account.id)).toEqual({ ...account, epoch: 2 })
  })

  it('of what someone else has changed meanwhile are stale, and write nothing', async () => {
    const { before, changes, everything, reset } = await enrolled(open)
    await changes.apply({ before, after: withDisplayName(before, 'Jo', 'Bloggs'), event: anEvent() })
    const kept = await everything()
    expect(await changes.apply(reset)).toBe('stale')
    expect(await everything()).toEqual(kept)
  })

  it('made at once of the same learner happen once', async () => {
    const { changes, eventsOf, get, reset, school } = await enrolled(open)
    const outcomes = await Promise.all([1, 2, 3].map(() => changes.apply(reset)))
    expect(outcomes.toSorted()).toEqual(['applied', 'stale', 'stale'])
    expect((await get())?.version).toBe(2)
    expect(await eventsOf(school.id)).toHaveLength(1)
  })

  it('never put an older password over a newer one', async () => {
    const { account, before, changes, everything, get, hashes, ownPasswords, reset, school, sessions } =
      await enrolled(open)
    const { session } = await sessions.open(account, now)
    const replaced = await hashes.get(account.id)
    if (!replaced) throw new Error('There is no hash')
    const own = { account, session, replaced, hash: 'own', trail: school.id, event: anEvent() }
    expect(await ownPasswords.change({ ...own, places: [] })).toBe('changed')
    // The learner's record is as it was read: the credentials alone tell.
    expect(await get()).toEqual(before)
    const kept = await everything()
    expect(await changes.apply(reset)).toBe('stale')
    expect(await everything()).toEqual(kept)
  })

  it('issue a new username once, to one learner', async () => {
    const { accounts, before, changes, everything, newAccounts, reset } = await enrolled(open)
    const change = { ...reset, after: { ...reset.after, username: 'JonesJ' }, account: { username: 'JonesJ' } }
    expect(await changes.apply(change)).toBe('applied')
    expect((await accounts.byUsername('jonesj'))?.id).toBe(before.id)
    await newAccounts.create({ account: anAccount() })
    const [next, kept] = [change.after, await everything()]
    const again = { ...change, before: next, after: { ...next, version: 3 }, account: { username: 'REESM' } }
    expect(await changes.apply(again)).toBe('taken')
    expect(await everything()).toEqual(kept)
  })

  it('of a group reset are made once, whatever else has happened since', async () => {
    const { changes, everything, reset, resetsOf, school } = await enrolled(open)
    const result = { resetId: 'reset00000000000', outcome: 'reset', at: now } as const
    expect(await changes.apply({ ...reset, reset: result })).toBe('applied')
    expect(await resetsOf(school.id).results(result.resetId)).toEqual([
      { learnerId: reset.before.id, outcome: 'reset', at: now.toISOString() },
    ])
    const kept = await everything()
    expect(await changes.apply({ ...reset, reset: result })).toBe('already-done')
    const { after } = reset
    const fresh = { ...reset, before: after, after: { ...after, version: 3 }, reset: result }
    expect(await changes.apply(fresh)).toBe('already-done')
    expect(await everything()).toEqual(kept)
    expect(await changes.apply({ ...fresh, reset: { ...result, resetId: 'other00000000000' } })).toBe('applied')
  })

  it('of nobody, or of someone without an account, are stale', async () => {
    const { before, changes, everything, school, changesOf } = await enrolled(open)
    const kept = await everything()
    const stranger = aLearner({ surname: 'Stranger' })
    expect(await changes.apply({ before: stranger, after: stranger, event: anEvent() })).toBe('stale')
    const elsewhere = changesOf({ ...school, id: '6814002' })
    expect(await elsewhere.apply({ before, after: { ...before, version: 2 }, event: anEvent() })).toBe('stale')
    expect(await everything()).toEqual(kept)
  })

  it('replace a password that the learner chose', async () => {
    const { account, before, changes, ciphertexts, hashes, ownPasswords, reset, school, sessions } =
      await enrolled(open)
    const { session } = await sessions.open(account, now)
    const after = withOwnPassword(before, now, 2)
    const own = { account, session, hash: 'own', trail: school.id, event: anEvent() }
    const replaced = { hash: 'hash 1', version: 1 }
    const places = [{ schoolId: school.id, before, after }]
    expect(await ownPasswords.change({ ...own, replaced, places })).toBe('changed')
    const next = { ...after, passwordVersion: 3, version: 3, passwordSetAt: now.toISOString() }
    expect(await changes.apply({ ...reset, before: after, after: next })).toBe('applied')
    expect(await hashes.get(account.id)).toEqual({ hash: 'hash 2', version: 3 })
    expect(await ciphertexts.get(account.id)).toMatchObject({ version: 3, sealed: 'sealed 2' })
  })
})

describe('a function that was not given a table', () => {
  it('fails before it writes anything', async () => {
    const { db, tables } = await emptyTables()
    const given = { learners: tables.Learners, accounts: tables.Accounts, auditEvents: tables.AuditEvents }
    const before = aLearner()
    const password = { hash: 'h', sealed: 's', setBy: 'ReesM' }
    const change = { before, after: { ...before, version: 2 }, password, event: anEvent() }
    await expect(learnerChanges(db, given, aSchool()).apply(change)).rejects.toThrow('was not given the table')
  })
})
