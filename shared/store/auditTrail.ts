import type { AuditEvent } from '../domain/audit.ts'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'
import { newId } from './ids.ts'
import { transact, type Write } from './transact.ts'

/** Where events go: a school, or an authority for what its administrators do outside any school. */
export type AuditTrail = {
  /** Records events that change nothing else. They stand before this returns. */
  record(schoolId: string, events: readonly AuditEvent[]): Promise<void>
}

const keptDays = 730
const perTransaction = 100

/** The write that puts an event into a school's trail: events are added, never changed. Ids sort by time. */
export const auditWrite = (table: string, schoolId: string, event: AuditEvent): Write => ({
  Put: {
    TableName: table,
    Item: {
      schoolId,
      eventId: `${event.at.toISOString()}#${newId()}`,
      at: event.at.toISOString(),
      action: event.action,
      actorId: event.actor.id,
      actorUsername: event.actor.username,
      learnerId: event.learnerId,
      details: event.details,
      requestId: event.requestId,
      sourceIp: event.sourceIp,
      expiresAtSeconds: Math.ceil(event.at.getTime() / 1000) + keptDays * 86_400,
    },
    ConditionExpression: 'attribute_not_exists(eventId)',
  },
})

export const auditTrail = (db: Db, table: string): AuditTrail => ({
  record: async (schoolId, events) => {
    const chunks: Map<string, Write>[] = []
    for (let start = 0; start < events.length; start += perTransaction) {
      const chunk = events.slice(start, start + perTransaction)
      chunks.push(new Map(chunk.map((event, index) => [`event ${index}`, auditWrite(table, schoolId, event)])))
    }
    await Promise.all(
      chunks.map(async (writes) => {
        const failed = await transact(db, writes)
        if (failed.length > 0) throw new Error('An audit event with this id is already there')
      }),
    )
  },
})

export const auditTrailFromEnv = (): AuditTrail => auditTrail(dynamo(), setting('AUDIT_EVENTS_TABLE'))
