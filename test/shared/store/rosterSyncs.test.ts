import { describe, expect, it } from 'vitest'
import {
  noCounts,
  type RosterSync,
  type RosterUpload,
  type SyncFindings,
} from '../../../shared/domain/roster/rosterSync.ts'
import { Secret } from '../../../shared/domain/secret.ts'
import { newTimedId } from '../../../shared/store/ids.ts'
import { newRosterKey } from '../../../shared/store/rosterKeys.ts'
import { nightlySyncId, rosterSyncStore } from '../../../shared/store/rosterSyncs.ts'
import { backends } from '../../support/backends.ts'
import { aSchool } from '../../support/builders.ts'
import { emptyTables } from '../../support/emulator.ts'
import { anEvent, now } from './enrolled.ts'

const school = aSchool()
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const champion = { id: 'staffreesmair000', username: 'ReesM' }

const anUpload = (id: string): RosterUpload => ({
  id,
  fileName: 'rhestr.csv',
  bytes: 2048,
  createdAt: now.toISOString(),
  usedBy: null,
})

const aSync = (overrides: Partial<RosterSync> = {}): RosterSync => ({
  id: 'sync000000000000',
  status: 'running',
  phase: 'planning',
  mode: 'plan',
  source: { kind: 'upload', uploadId: 'upload0000000001', fileName: 'rhestr.csv' },
  startedBy: champion,
  startedAt: now.toISOString(),
  finishedAt: null,
  requestId: 'request-1',
  sourceIp: null,
  planHash: null,
  counts: noCounts,
  holds: [],
  approvedBy: null,
  parts: 0,
  revision: 1,
  ...overrides,
})

const made = anEvent({ action: 'roster-upload-made', learnerId: null, details: {} })
const started = anEvent({ action: 'roster-sync-started', learnerId: null, details: {} })

const manyFindings = (count: number): SyncFindings => ({
  changes: Array.from({ length: count }, (_, place) => ({
    kind: 'update',
    learnerId: String(place).padStart(16, '0'),
    row: place + 2,
    message: { en: `Row ${place}`, cy: `Rhes ${place}` },
  })),
  problems: [{ code: 'invalid-upn', row: null, column: 'UPN', message: { en: 'Not valid', cy: 'Annilys' } }],
})

describe.each(backends)('roster syncs %s', (_, open) => {
  const opened = async () => {
    const stores = await open()
    await stores.schools.create(school)
    return { ...stores, syncs: stores.rosterSyncsOf(school.id), elsewhere: stores.rosterSyncsOf('6814002') }
  }

  it('find the uploads of their school that nothing has used, newest first', async () => {
    const { syncs, elsewhere, eventsOf } = await opened()
    for (const id of ['upload0000000001', 'upload0000000002', 'upload0000000003']) {
      await syncs.addUpload(anUpload(id), made)
    }
    expect(await syncs.start(aSync({ source: { kind: 'upload', uploadId: 'upload0000000002', fileName: '' } }))).toBe(
      'started',
    )
    expect((await syncs.unusedUploads()).map(({ id }) => id)).toEqual(['upload0000000003', 'upload0000000001'])
    expect(await syncs.upload('upload0000000002')).toEqual({ ...anUpload('upload0000000002'), usedBy: aSync().id })
    expect(await elsewhere.upload('upload0000000001')).toBeNull()
    expect(await elsewhere.unusedUploads()).toEqual([])
    expect(await eventsOf(school.id)).toHaveLength(3)
  })

  it('use an upload once, and write nothing of a second try', async () => {
    const { syncs, everything } = await opened()
    await syncs.addUpload(anUpload('upload0000000001'), made)
    expect(await syncs.start(aSync(), started)).toBe('started')
    const kept = await everything()
    expect(await syncs.start(aSync({ id: 'sync000000000001' }), started)).toBe('used')
    expect(
      await syncs.start(aSync({ id: 'sync000000000002', source: { kind: 'upload', uploadId: 'x', fileName: '' } })),
    ).toBe('used')
    expect(await everything()).toEqual(kept)
  })

  it('are one for each night', async () => {
    const { syncs, everything } = await opened()
    const night = aSync({ id: nightlySyncId('2026-11-02'), source: { kind: 'stored-dates' } })
    expect(await syncs.start(night)).toBe('started')
    const kept = await everything()
    expect(await syncs.start(night)).toBe('exists')
    expect(await everything()).toEqual(kept)
    expect(nightlySyncId('2026-11-03') > night.id).toBe(true)
  })

  it('are listed newest first, and are found nowhere else', async () => {
    const { syncs, elsewhere } = await opened()
    const ids = [3, 1, 2].map((minute) => newTimedId(at(minute)))
    for (const id of ids) await syncs.start(aSync({ id, source: { kind: 'stored-dates' }, parts: 1 }))
    for (const id of ids) await syncs.putFindings(aSync({ id }), manyFindings(1))
    const newest = ids.toSorted().toReversed()
    expect((await syncs.list(2, undefined)).map(({ id }) => id)).toEqual(newest.slice(0, 2))
    expect((await syncs.list(2, newest[1])).map(({ id }) => id)).toEqual(newest.slice(2))
    expect(await elsewhere.list(9, undefined)).toEqual([])
    expect(await elsewhere.get(ids[0] ?? '')).toBeNull()
  })

  it('change from what they were, and not from anything else', async () => {
    const { syncs, eventsOf } = await opened()
    await syncs.start(aSync({ source: { kind: 'stored-dates' } }))
    const before = await syncs.get(aSync().id)
    if (!before) throw new Error('It was not kept')
    const held = { ...before, status: 'held', planHash: 'hash', holds: [{ code: 'h', message: school.name }] } as const
    expect(await syncs.change(before, held)).toBe(true)
    expect(await syncs.get(before.id)).toEqual({ ...held, revision: 2 })
    expect(await syncs.change(before, { ...before, status: 'failed' }, started)).toBe(false)
    expect(await syncs.get(before.id)).toEqual({ ...held, revision: 2 })
    expect(await eventsOf(school.id)).toEqual([])
  })

  it('keep what they found in as many parts as it takes, the latest alone', async () => {
    const { syncs } = await opened()
    const parts = await syncs.putFindings(aSync(), manyFindings(450))
    expect(parts).toBe(3)
    expect(await syncs.findings(aSync({ parts }))).toEqual(manyFindings(450))
    const fewer = await syncs.putFindings(aSync(), manyFindings(3))
    expect(await syncs.findings(aSync({ parts: fewer }))).toEqual(manyFindings(3))
    expect(await syncs.findings(aSync({ parts: 0 }))).toEqual({ changes: [], problems: [] })
  })

  it('are made one at a time', async () => {
    const { leaseOf } = await opened()
    const lease = leaseOf(school.id)
    expect(await lease.take('a', at(5), now)).toBe(true)
    expect(await lease.take('b', at(9), at(4))).toBe(false)
    expect(await leaseOf('6814002').take('b', at(9), at(4))).toBe(true)
    expect(await lease.take('a', at(7), at(4))).toBe(true)
    await lease.release('b')
    expect(await lease.take('b', at(9), at(6))).toBe(false)
    expect(await lease.take('b', at(9), at(7))).toBe(true)
    await lease.release('b')
    expect(await lease.take('c', at(9), at(7))).toBe(true)
  })
})

describe.each(backends)('roster keys %s', (_, open) => {
  const opened = async () => {
    const stores = await open()
    await stores.schools.create(school)
    const syncs = stores.rosterSyncsOf(school.id)
    const { key, token } = newRosterKey(school.id, 'SIMS', champion, now)
    await syncs.addKey(key, anEvent({ action: 'roster-key-made', learnerId: null, details: {} }))
    return { ...stores, syncs, key, token }
  }

  it('tell which key it is and of which school, and no secret is kept', async () => {
    const { everything, rosterKeys, syncs, key, token } = await opened()
    expect(await rosterKeys.identify(token)).toEqual({ key, school })
    expect(await syncs.keys()).toEqual([key])
    const kept = JSON.stringify(await everything(), (_key, value) => (value instanceof Map ? [...value] : value))
    expect(kept).toContain(key.secretHash)
    expect(kept).not.toContain(token.reveal().split('.')[2])
  })

  it('are nothing with another secret, id or school', async () => {
    const { rosterKeys, token } = await opened()
    const { token: other } = newRosterKey(school.id, 'SIMS', champion, now)
    const [start, id] = token.reveal().split('.')
    const wrong = [
      other.reveal(),
      `${start}.${id}.${other.reveal().split('.')[2]}`,
      token.reveal().replace(school.id, '6814002'),
      '',
      'rk_',
    ]
    for (const each of wrong) expect(await rosterKeys.identify(new Secret(each))).toBeNull()
  })

  it('are gone once they are removed, on record', async () => {
    const { eventsOf, rosterKeys, syncs, key, token } = await opened()
    const removed = anEvent({ action: 'roster-key-removed', learnerId: null, details: {} })
    expect(await syncs.removeKey(key.id, removed)).toBe(true)
    expect(await rosterKeys.identify(token)).toBeNull()
    expect(await syncs.keys()).toEqual([])
    expect(await syncs.removeKey(key.id, removed)).toBe(false)
    expect((await eventsOf(school.id)).map(({ action }) => action).toSorted()).toEqual([
      'roster-key-made',
      'roster-key-removed',
    ])
  })
})

describe.each(backends)('schools %s', (_, open) => {
  it('are all found by the night', async () => {
    const { schools } = await open()
    for (const [id, authorityId] of [
      ['6814002', '681'],
      ['6604003', '660'],
      ['6814001', '681'],
    ] as const)
      await schools.create(aSchool({ id, authorityId }))
    expect(await schools.allIds()).toEqual(['6604003', '6814001', '6814002'])
  })
})

describe('a function that was not given the audit trail', () => {
  it('writes nothing that is audited', async () => {
    const { db, tables } = await emptyTables()
    const syncs = rosterSyncStore(db, { rosterSyncs: tables.RosterSyncs }, school.id)
    await expect(syncs.addUpload(anUpload('upload0000000001'), made)).rejects.toThrow('not given the audit trail')
    expect(await syncs.unusedUploads()).toEqual([])
  })
})
