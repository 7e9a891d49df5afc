import { describe, expect, it } from 'vitest'
import { deactivated } from '../../../shared/domain/learnerStates.ts'
import type { RosterChangesOf } from '../../../shared/store/rosterChanges.ts'
import { anEvent } from '../../shared/store/enrolled.ts'
import { backends } from '../../support/backends.ts'
import { day, report, rows, syncing } from './syncing.ts'

const leavers = (from: number, count: number, total: number) =>
  rows(total).map((row) => (row.place >= from && row.place < from + count ? { ...row, leaves: '01/11/2026' } : row))

/** The changes of a sync that dies before the learner of that number is written. */
const dyingAfter = (done: number, changesOf: RosterChangesOf): RosterChangesOf => {
  let left = done
  return (school) => ({
    ...changesOf(school),
    create: async (account) => {
      left -= 1
      if (left < 0) throw new Error('The process died')
      return changesOf(school).create(account)
    },
  })
}

describe.each(backends)('a roster sync %s', (_, open) => {
  it('makes accounts with a username and a password that staff can show, and says whose', async () => {
    const { accounts, ciphertexts, eventsOf, get, hashes, learners, rosterSyncsOf, school, schools, sync, clock } =
      await syncing(open)
    const done = await sync(report(rows(3)))
    expect(done).toMatchObject({ status: 'applied', counts: { rows: 3, created: 3, unchanged: 0 } })
    const made = await learners()
    expect(made.map(({ username }) => username).sort()).toEqual(['BloggsJ', 'BloggsJ2', 'BloggsJ3'])
    for (const learner of made) {
      expect(learner).toMatchObject({ passwordStatus: 'available', status: 'active', yearGroup: '7' })
      expect(await accounts.get(learner.id)).toMatchObject({ role: 'secondary-learner', schoolIds: [school.id] })
      expect(await ciphertexts.get(learner.id)).toMatchObject({ setBy: 'roster-sync', schoolId: school.id })
      expect(await hashes.get(learner.id)).not.toBeNull()
    }
    const { changes, problems } = await rosterSyncsOf(school.id).findings(await get(done.id))
    const told = changes.map(({ kind, learnerId, row }) => ({ kind, learnerId, row }))
    expect(told.sort((a, b) => Number(a.row) - Number(b.row))).toEqual(
      [2, 3, 4].map((row) => ({
        kind: 'create',
        row,
        learnerId: made.find(({ admissionNumber }) => admissionNumber === String(row - 1))?.id,
      })),
    )
    expect(problems).toEqual([])
    expect((await eventsOf(school.id)).filter(({ action }) => action === 'learner-created')).toHaveLength(3)
    expect((await schools.get(school.id))?.lastRosterSync).toBe(clock().toISOString())
  })

  it('changes nothing a second time, whoever asks', async () => {
    const { everything, get, learners, night, start, sync, work, school } = await syncing(open)
    const done = await sync(report(rows(3)))
    const kept = await everything()
    await work({ schoolId: school.id, syncId: done.id })
    expect(await night()).toBeNull()
    expect(await everything()).toEqual(kept)
    const before = await learners()
    const id = await start(report(rows(3)))
    await work({ schoolId: school.id, syncId: id })
    expect(await get(id)).toMatchObject({ status: 'applied', counts: { unchanged: 3, created: 0 } })
    expect(await learners()).toEqual(before)
  })

  it('plans without applying where that is asked for, and applies what was approved', async () => {
    const { approve, get, learners, start, work, school } = await syncing(open)
    const id = await start(report(rows(2)), 'plan')
    await work({ schoolId: school.id, syncId: id })
    expect(await get(id)).toMatchObject({ status: 'planned', counts: { created: 2 } })
    expect(await learners()).toEqual([])
    expect(await approve(id)).toMatchObject({ status: 'applied', approvedBy: { username: 'ReesN' } })
    expect(await learners()).toHaveLength(2)
  })

  it('waits when too many leave; what was shown is applied, and nothing when it has changed', async () => {
    const { approve, changesOf, learners, rosterSyncsOf, school, sync } = await syncing(open)
    await sync(report(rows(20)))
    const held = await sync(report(leavers(1, 8, 20)))
    expect(held).toMatchObject({ status: 'held', holds: [{ code: 'too-many-leavers' }], counts: { left: 8 } })
    expect((await learners()).filter(({ leaver }) => leaver)).toEqual([])
    const [first] = (await learners()).filter(({ admissionNumber }) => admissionNumber === '1')
    if (!first) throw new Error('Nobody there')
    const after = deactivated(first, 'by-hand')
    await changesOf(school).apply({ before: first, after, account: { status: 'deactivated' }, event: anEvent() })
    const again = await approve(held.id)
    expect(again).toMatchObject({ status: 'held', approvedBy: null })
    expect(again.holds.map(({ code }) => code)).toEqual(['plan-out-of-date', 'too-many-leavers'])
    expect((await learners()).filter(({ leaver }) => leaver)).toEqual([])
    expect(await approve(held.id)).toMatchObject({ status: 'applied' })
    const left = (await learners()).filter(({ leaver }) => leaver)
    expect(left).toHaveLength(8)
    expect(left.filter(({ deactivatedReason }) => deactivatedReason === 'by-hand')).toHaveLength(1)
    const { changes } = await rosterSyncsOf(school.id).findings(await rosterSyncsOf(school.id).get(held.id).then(known))
    expect(changes.filter(({ kind }) => kind === 'deactivate')).toHaveLength(7)
  })

  it('of a file that cannot be used waits, with nothing to approve', async () => {
    const { learners, rosterSyncsOf, school, sync } = await syncing(open)
    await sync(report(rows(2)))
    const kept = await learners()
    const held = await sync('Surname,Forename\nBloggs,Joe\n')
    expect(held).toMatchObject({ status: 'held', planHash: null, holds: [{ code: 'missing-column' }] })
    const { problems } = await rosterSyncsOf(school.id).findings(held)
    expect(problems).toMatchObject([{ code: 'missing-column' }])
    expect(await learners()).toEqual(kept)
  })

  it.each([0, 1, 7, 29])('goes on after a crash once %i accounts are made', async (done) => {
    const { get, learners, needs, rosterChangesOf, school, start, work } = await syncing(open)
    const id = await start(report(rows(30)))
    const keep = { take: async () => true, release: async () => {} }
    let died = false
    const dying = {
      rosterChangesOf: dyingAfter(done, rosterChangesOf),
      usernames: {
        next: async (stem: string) => {
          if (died) throw new Error('The process died')
          return needs.usernames.next(stem)
        },
      },
      clock: () => {
        if (died) throw new Error('The process died')
        return needs.clock()
      },
      leaseOf: () => keep,
    }
    const dies: RosterChangesOf = (at) => ({
      ...rosterChangesOf(at),
      create: async (account) => {
        try {
          return await dying.rosterChangesOf(at).create(account)
        } catch (error) {
          died = true
          throw error
        }
      },
    })
    await expect(
      work({ schoolId: school.id, syncId: id }, { ...dying, rosterChangesOf: dies } as never),
    ).rejects.toThrow()
    expect(await get(id)).toMatchObject({ status: 'running', phase: 'applying' })
    await work({ schoolId: school.id, syncId: id })
    expect(await get(id)).toMatchObject({ status: 'applied' })
    const made = await learners()
    expect(made).toHaveLength(30)
    expect(new Set(made.map(({ username }) => username)).size).toBe(30)
    expect(new Set(made.map(({ upn }) => upn)).size).toBe(30)
  })

  it('says who could not be changed, and goes on with the others', async () => {
    const { learners, needs, rosterSyncsOf, school, start, work } = await syncing(open)
    const id = await start(report([...rows(4), { place: 9, surname: 'Unlucky' }]))
    const rosterChangesOf: RosterChangesOf = (at) => ({
      ...needs.rosterChangesOf(at),
      create: async (made) => {
        if (made.account.surname === 'Unlucky') throw new Error('It never works')
        return needs.rosterChangesOf(at).create(made)
      },
    })
    await work({ schoolId: school.id, syncId: id }, { rosterChangesOf })
    const sync = await rosterSyncsOf(school.id).get(id).then(known)
    expect(sync.status).toBe('applied')
    expect(await learners()).toHaveLength(4)
    expect((await rosterSyncsOf(school.id).findings(sync)).problems).toMatchObject([{ code: 'not-applied', row: 6 }])
  })

  it('is one at a time: of two workers one goes back, and whoever died lets the next one in', async () => {
    const { clock, get, leaseOf, learners, school, start, work } = await syncing(open)
    const id = await start(report(rows(20)))
    const message = { schoolId: school.id, syncId: id }
    const both = await Promise.allSettled([work(message), work(message)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await learners()).toHaveLength(20)
    const next = await start(report(rows(21)))
    await leaseOf(school.id).take('dead', new Date(clock().getTime() + day), clock())
    await expect(work({ ...message, syncId: next })).rejects.toThrow('Another roster sync')
    clock.forward(day)
    await work({ ...message, syncId: next })
    expect(await get(next)).toMatchObject({ status: 'applied', counts: { created: 1, unchanged: 20 } })
  })
})

const known = <Thing>(thing: Thing | null): Thing => {
  if (thing === null) throw new Error('It is not there')
  return thing
}

describe.each(backends)('the night of a school %s', (_, open) => {
  it('takes the newest upload whose file has come, once, and no older one after it', async () => {
    const { clock, learners, night, upload } = await syncing(open)
    await upload(report(rows(1)))
    await upload(report(rows(2)))
    await upload(null)
    expect(await night()).toMatchObject({ status: 'applied', source: { kind: 'upload' }, counts: { created: 2 } })
    expect(await learners()).toHaveLength(2)
    expect(await night()).toMatchObject({ status: 'applied' })
    clock.forward(day)
    expect(await night()).toBeNull()
    expect((await learners()).filter(({ missingSince }) => missingSince !== null)).toEqual([])
  })

  it('applies stored leaving dates without a roster: a leaver’s open session is dead', async () => {
    const { accounts, clock, identity, night, only, sessions, sync } = await syncing(open)
    await sync(report([{ place: 1, leaves: '03/11/2026' }]))
    const { id } = await only()
    const { token } = await sessions.open(known(await accounts.get(id)), clock())
    expect(await night()).toBeNull()
    clock.forward(day)
    expect(await night()).toBeNull()
    clock.forward(day)
    expect(await night()).toMatchObject({ status: 'applied', source: { kind: 'stored-dates' }, counts: { left: 1 } })
    expect(await only()).toMatchObject({ leaver: true, status: 'deactivated', deactivatedReason: 'leaver' })
    expect(await accounts.get(id)).toMatchObject({ status: 'deactivated', epoch: 2 })
    expect(await identity.identify(token, undefined, clock())).toBeNull()
    clock.forward(day)
    expect(await night()).toBeNull()
  })

  it('applies stored leaving dates though the roster has to wait, which is then shown as it stands', async () => {
    const { approve, clock, learners, night, sync, upload } = await syncing(open)
    await sync(report([{ place: 1, leaves: '02/11/2026' }, ...rows(19, 2)]))
    clock.forward(day)
    await upload(report(leavers(2, 8, 20).map((row) => (row.place === 1 ? { ...row, leaves: '02/11/2026' } : row))))
    const held = await night()
    expect(held).toMatchObject({ status: 'held', counts: { left: 8 } })
    expect((await learners()).filter(({ leaver }) => leaver)).toMatchObject([{ admissionNumber: '1' }])
    expect(await approve(known(held).id)).toMatchObject({ status: 'applied' })
    expect((await learners()).filter(({ leaver }) => leaver)).toHaveLength(9)
  })

  it('takes nobody for a leaver who is missing once, and everybody who is missing twice', async () => {
    const { clock, learners, night, upload } = await syncing(open)
    await upload(report(rows(20)))
    await night()
    const missing = async () => {
      clock.forward(day)
      await upload(report(rows(19)))
      await night()
      return (await learners()).find(({ admissionNumber }) => admissionNumber === '20')
    }
    expect(await missing()).toMatchObject({ leaver: false, missingSince: '2026-11-03', status: 'active' })
    expect(await missing()).toMatchObject({ leaver: true, leavingDate: '2026-11-03', status: 'deactivated' })
  })

  it('erases twelve months after the leaving date, and says so a month before', async () => {
    const { accounts, clock, learners, night, only, rosterSyncsOf, school, sync } = await syncing(open)
    await sync(report([{ place: 1, leaves: '02/11/2026' }]))
    clock.forward(day)
    await night()
    const { id, username } = await only()
    clock.forward(334 * day)
    const notice = known(await night())
    const due = (await rosterSyncsOf(school.id).findings(notice)).changes
    expect(due).toMatchObject([{ kind: 'report', learnerId: id }])
    clock.forward(29 * day)
    expect(await night()).toBeNull()
    clock.forward(1 * day)
    expect(await night()).toMatchObject({ status: 'applied', counts: { erased: 1 } })
    expect(await learners()).toEqual([])
    expect(await Promise.all([accounts.get(id), accounts.byUsername(username)])).toEqual([null, null])
    await sync(report([{ place: 1 }]))
    expect((await only()).username).toBe('BloggsJ2')
  })
})

describe.each(backends)('a move between schools %s', (_, open) => {
  // Others who stay, so that it looks like nobody else's roster.
  const here = rows(4, 10)
  const there = rows(4, 20)
  const stays = report([{ place: 1 }, ...here])
  const leaves = report([{ place: 1, leaves: '01/11/2026' }, ...here])
  const comes = report([{ place: 1, year: '8', group: '8B' }, ...there])

  const moving = async () => {
    const world = await syncing(open)
    const { learners, school, sync } = world
    await sync(stays)
    const mover = (await learners()).find(({ admissionNumber }) => admissionNumber === '1')
    const { id, username } = known(mover ?? null)
    const at = async (where: typeof school) => known(await world.learnersOf(where).get(id))
    return { ...world, id, username, at }
  }

  it.each(['the old school first', 'the new school first'])('ends alike: %s', async (order) => {
    const { accounts, at, ciphertexts, id, learners, other, school, sync, username } = await moving()
    const moves = [() => sync(leaves), () => sync(comes, other)]
    for (const move of order === 'the old school first' ? moves : moves.toReversed()) {
      expect((await move()).status).toBe('applied')
    }
    expect(await at(other)).toMatchObject({
      username,
      status: 'active',
      passwordStatus: 'not-available',
      yearGroup: '8',
    })
    const gone = { leaver: true, passwordStatus: 'not-available', otherSchoolIds: [other.id] }
    expect(await at(school)).toMatchObject(gone)
    expect(await ciphertexts.get(id)).toBeNull()
    expect(await accounts.get(id)).toMatchObject({ status: 'active', schoolIds: [other.id] })
    const both = [await learners(), await learners(other)]
    expect(await sync(leaves)).toMatchObject({ status: 'applied', counts: { unchanged: 5 } })
    expect(await sync(comes, other)).toMatchObject({ status: 'applied', counts: { unchanged: 5 } })
    expect([await learners(), await learners(other)]).toEqual(both)
    expect((await sync(stays)).counts.reinstated).toBe(1)
    expect(await accounts.get(id)).toMatchObject({ schoolIds: [other.id, school.id] })
  })

  it('keeps what somebody deactivated by hand, there and back', async () => {
    const { accounts, at, changesOf, id, other, school, sync } = await moving()
    const before = await at(school)
    const after = deactivated(before, 'by-hand')
    const account = { status: 'deactivated', endSessions: true } as const
    await changesOf(school).apply({ before, after, account, event: anEvent() })
    await sync(leaves)
    await sync(comes, other)
    expect(await at(other)).toMatchObject({ status: 'deactivated', deactivatedReason: 'by-hand' })
    await sync(report([{ place: 1, leaves: '01/11/2026' }, ...there]), other)
    await sync(stays)
    expect(await at(school)).toMatchObject({ leaver: false, status: 'deactivated', deactivatedReason: 'by-hand' })
    expect(await accounts.get(id)).toMatchObject({ status: 'deactivated', schoolIds: [school.id] })
  })
})
