import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import { auditTrail } from '../../../shared/store/auditTrail.ts'
import { backends } from '../../support/backends.ts'
import { emptyTables } from '../../support/emulator.ts'
import { anEvent, now } from './enrolled.ts'

describe.each(backends)('the audit trail %s', (_, open) => {
  it('records events at the school they belong to, hundreds at once', async () => {
    const { audit, eventsOf } = await open()
    const learnerIds = Array.from({ length: 250 }, (_, number) => String(number).padStart(16, '0'))
    await audit.record(
      '6814001',
      learnerIds.map((learnerId) => anEvent({ action: 'password-printed', learnerId, details: { printId: 'p' } })),
    )
    const recorded = await eventsOf('6814001')
    expect(recorded.map(({ learnerId }) => String(learnerId)).toSorted()).toEqual(learnerIds)
    expect(recorded[0]).toMatchObject({ action: 'password-printed', details: { printId: 'p' } })
    expect(await eventsOf('6814002')).toEqual([])
  })

  it('records nothing when there is nothing to record', async () => {
    const { audit, eventsOf } = await open()
    await audit.record('6814001', [])
    expect(await eventsOf('6814001')).toEqual([])
  })
})

describe('an event of the audit trail', () => {
  it('says who, what, whom, when, for which request and from where; ids sort by time, and it expires', async () => {
    const { db, tables } = await emptyTables()
    const earlier = anEvent({ at: new Date(now.getTime() - 1), learnerId: null, sourceIp: null, details: {} })
    await auditTrail(db, tables.AuditEvents).record('6814001', [anEvent(), earlier])
    const { Items = [] } = await db.send(
      new QueryCommand({
        TableName: tables.AuditEvents,
        KeyConditionExpression: 'schoolId = :school',
        ExpressionAttributeValues: { ':school': '6814001' },
      }),
    )
    expect(Items).toEqual([
      expect.objectContaining({ at: '2026-11-02T08:59:59.999Z', learnerId: null, sourceIp: null }),
      {
        schoolId: '6814001',
        eventId: expect.stringMatching(/^2026-11-02T09:00:00\.000Z#[0-9a-z]{16}$/),
        at: '2026-11-02T09:00:00.000Z',
        action: 'password-reset',
        actorId: 'staffreesmair000',
        actorUsername: 'ReesM',
        learnerId: 'bloggsjoe0000000',
        details: { generated: true },
        requestId: 'request-1',
        sourceIp: '192.0.2.1',
        expiresAtSeconds: Date.parse('2028-11-01T09:00:00Z') / 1000,
      },
    ])
  })
})
