import { describe, expect, it } from 'vitest'
import type { GroupReset } from '../../../shared/domain/groupReset.ts'
import { groupResetStore } from '../../../shared/store/passwordResets.ts'
import { backends } from '../../support/backends.ts'
import { aSchool } from '../../support/builders.ts'
import { emptyTables } from '../../support/emulator.ts'
import { anEvent, now } from './enrolled.ts'

const school = aSchool()
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

const aJob = (overrides: Partial<GroupReset> = {}): GroupReset => ({
  id: 'reset00000000000',
  schoolId: school.id,
  startedBy: { id: 'staffreesmair000', username: 'ReesM' },
  startedAt: now.toISOString(),
  requestId: 'request-1',
  sourceIp: null,
  options: { includeChangedByUser: false, onlyNotAvailable: true },
  language: 'cy',
  start: 123_456,
  targets: ['bloggsjoe0000000', 'evanssian0000000'].map((learnerId) => ({
    learnerId,
    displayName: 'Siân Evans',
    username: 'EvansS',
    passwordVersion: 1,
  })),
  ...overrides,
})

const started = anEvent({ action: 'password-resets-started', learnerId: null, details: {} })

describe.each(backends)('group resets %s', (_, open) => {
  const opened = async () => {
    const stores = await open()
    return { ...stores, resets: stores.resetsOf(school.id), elsewhere: stores.resetsOf('6814002') }
  }

  it('stand as they were started, with their event, and run', async () => {
    const { elsewhere, eventsOf, resets } = await opened()
    await resets.start(aJob(), started)
    expect(await resets.get(aJob().id)).toEqual(aJob())
    expect(await resets.results(aJob().id)).toEqual([])
    expect(await resets.running()).toEqual([aJob().id])
    expect(await eventsOf(school.id)).toMatchObject([{ action: 'password-resets-started' }])
    expect(await elsewhere.get(aJob().id)).toBeNull()
    expect(await elsewhere.running()).toEqual([])
  })

  it('are not started twice under one id', async () => {
    const { everything, resets } = await opened()
    await resets.start(aJob(), started)
    const kept = await everything()
    await expect(resets.start(aJob({ start: 7 }), started)).rejects.toThrow('already there')
    expect(await everything()).toEqual(kept)
  })

  it('keep the first result of a learner', async () => {
    const { elsewhere, resets } = await opened()
    await resets.start(aJob(), started)
    await resets.record(aJob().id, 'evanssian0000000', { outcome: 'skipped', reason: 'leaver' }, at(1))
    await resets.record(aJob().id, 'evanssian0000000', { outcome: 'failed', reason: 'internal' }, at(2))
    await resets.record(aJob().id, 'bloggsjoe0000000', { outcome: 'failed', reason: 'internal' }, at(3))
    const results = [
      { learnerId: 'bloggsjoe0000000', outcome: 'failed', reason: 'internal', at: at(3).toISOString() },
      { learnerId: 'evanssian0000000', outcome: 'skipped', reason: 'leaver', at: at(1).toISOString() },
    ]
    expect(await resets.results(aJob().id)).toEqual(results)
    expect(await elsewhere.results(aJob().id)).toEqual([])
    expect(await resets.results('reset')).toEqual([])
    expect(await resets.get(aJob().id)).toEqual(aJob())
  })

  it('are found by the sweep while they run, when they have not been sent for a while', async () => {
    const { resets, elsewhere, running } = await opened()
    await resets.start(aJob({ id: 'second0000000000', startedAt: at(2).toISOString() }), started)
    await resets.start(aJob({ id: 'first00000000000' }), started)
    const third = { id: 'third00000000000', schoolId: '6814002', startedAt: at(3).toISOString() }
    await elsewhere.start(aJob(third), started)
    expect(await resets.running()).toEqual(['first00000000000', 'second0000000000'])
    expect(await running(at(0))).toEqual([])
    expect(await running(at(3))).toEqual([
      { schoolId: school.id, resetId: 'first00000000000' },
      { schoolId: school.id, resetId: 'second0000000000' },
    ])
    await resets.sent('first00000000000', at(4))
    expect(await running(at(4))).toEqual([
      { schoolId: school.id, resetId: 'second0000000000' },
      { schoolId: '6814002', resetId: 'third00000000000' },
    ])
    expect(await resets.running()).toEqual(['second0000000000', 'first00000000000'])
  })

  it('run no more once they are finished, though a part of them is sent again', async () => {
    const { resets, running } = await opened()
    await resets.start(aJob(), started)
    await resets.finish(aJob().id)
    await resets.finish(aJob().id)
    await resets.sent(aJob().id, at(9))
    expect(await resets.running()).toEqual([])
    expect(await running(at(99))).toEqual([])
    expect(await resets.get(aJob().id)).toEqual(aJob())
  })

  it('that never were cannot be finished', async () => {
    const { everything, resets } = await opened()
    const kept = await everything()
    await expect(resets.finish('never00000000000')).rejects.toThrow()
    await resets.sent('never00000000000', at(1))
    expect(await everything()).toEqual(kept)
  })

  it('hold a whole year group', async () => {
    const { resets } = await opened()
    const targets = Array.from({ length: 500 }, (_, number) => ({
      learnerId: String(number).padStart(16, '0'),
      displayName: `Gwenllian ${'Llywelyn-Davies '.repeat(3)}${number}`,
      username: `LlywelyndaviesG${number}`,
      passwordVersion: 12,
    }))
    await resets.start(aJob({ targets }), started)
    expect((await resets.get(aJob().id))?.targets).toEqual(targets)
  })
})

describe('a function that was not given the audit trail', () => {
  it('starts nothing', async () => {
    const { db, tables } = await emptyTables()
    const resets = groupResetStore(db, { passwordResets: tables.PasswordResets }, school.id)
    await expect(resets.start(aJob(), started)).rejects.toThrow('was not given the audit trail')
    expect(await resets.get(aJob().id)).toBeNull()
  })
})
