import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import type { AuditEvent } from '../domain/audit.ts'
import type { GroupReset, RecordedResult, ResetOutcome, ResetResult } from '../domain/groupReset.ts'
import { resetReasons } from '../domain/groupReset.ts'
import { auditWrite } from './auditTrail.ts'
import { type Db, dynamo, queryAll } from './dynamo.ts'
import { setting } from './environment.ts'
import { transact, type Write } from './transact.ts'

/** The group resets of one school. */
export type GroupResetStore = {
  /** Writes the job and its event. It stands before any part of it is sent to a worker. */
  start(job: GroupReset, event: AuditEvent): Promise<void>
  get(resetId: string): Promise<GroupReset | null>
  results(resetId: string): Promise<RecordedResult[]>
  /** Records how it ended for a learner whose password stays as it is; a result that is there already stands. */
  record(resetId: string, learnerId: string, result: ResetResult, at: Date): Promise<void>
  /** Takes the job off the list of running ones. */
  finish(resetId: string): Promise<void>
  /** Notes when what is left of the job was last sent to the workers. */
  sent(resetId: string, at: Date): Promise<void>
  /** The ids of the jobs that run, oldest first. */
  running(): Promise<string[]>
}

/** A job that runs somewhere, for the sweep. */
export type RunningReset = { readonly schoolId: string; readonly resetId: string }

const keptDays = 30

const storedReset: z.ZodType<GroupReset> = z.object({
  id: z.string(),
  schoolId: z.string(),
  startedBy: z.object({ id: z.string(), username: z.string() }),
  startedAt: z.string(),
  requestId: z.string(),
  sourceIp: z.string().nullable(),
  options: z.object({ includeChangedByUser: z.boolean(), onlyNotAvailable: z.boolean() }),
  language: z.enum(['en', 'cy', 'either']),
  start: z.number(),
  targets: z.array(
    z.object({ learnerId: z.string(), displayName: z.string(), username: z.string(), passwordVersion: z.number() }),
  ),
})

const storedResult = z.object({
  learnerId: z.string(),
  at: z.string(),
  outcome: z.enum(['reset', 'skipped', 'failed']),
  reason: z.enum(resetReasons).optional(),
}) as unknown as z.ZodType<RecordedResult>

const resultPrefix = (resetId: string): string => `${resetId}#`

const expiry = (at: Date): number => Math.ceil(at.getTime() / 1000) + keptDays * 86_400

/** The write that puts down a learner's result, once: it fails when there is one. */
export const resetResultWrite = (
  table: string,
  schoolId: string,
  resetId: string,
  learnerId: string,
  { at, ...result }: { outcome: ResetOutcome; reason?: string; at: Date },
): Write & { Put: object } => ({
  Put: {
    TableName: table,
    Item: {
      schoolId,
      sk: resultPrefix(resetId) + learnerId,
      learnerId,
      ...result,
      at: at.toISOString(),
      expiresAtSeconds: expiry(at),
    },
    ConditionExpression: 'attribute_not_exists(sk)',
  },
})

export const groupResetStore = (
  db: Db,
  tables: { passwordResets: string; auditEvents?: string | undefined },
  schoolId: string,
): GroupResetStore => {
  const table = tables.passwordResets
  return {
    start: async (job, event) => {
      const startedAt = new Date(job.startedAt)
      if (!tables.auditEvents) throw new Error('This function was not given the audit trail')
      const failed = await transact(
        db,
        new Map([
          [
            'job',
            {
              Put: {
                TableName: table,
                Item: {
                  ...job,
                  sk: job.id,
                  running: 'yes',
                  runningSince: job.startedAt,
                  expiresAtSeconds: expiry(startedAt),
                },
                ConditionExpression: 'attribute_not_exists(sk)',
              },
            },
          ],
          ['event', auditWrite(tables.auditEvents, schoolId, event)],
        ]),
      )
      if (failed.length > 0) throw new Error('A group reset with this id is already there')
    },
    get: async (resetId) => {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { schoolId, sk: resetId }, ConsistentRead: true }),
      )
      return Item ? storedReset.parse(Item) : null
    },
    results: async (resetId) => {
      const items = await queryAll(db, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'schoolId = :school AND begins_with(sk, :results)',
        ExpressionAttributeValues: { ':school': schoolId, ':results': resultPrefix(resetId) },
      })
      return items.map((item) => storedResult.parse(item))
    },
    record: async (resetId, learnerId, result, at) => {
      try {
        await db.send(
          new PutCommand(resetResultWrite(table, schoolId, resetId, learnerId, { ...result, at }).Put as never),
        )
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
    finish: async (resetId) => {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { schoolId, sk: resetId },
          UpdateExpression: 'REMOVE #running, runningSince',
          ConditionExpression: 'attribute_exists(sk)',
          ExpressionAttributeNames: { '#running': 'running' },
        }),
      )
    },
    sent: async (resetId, at) => {
      try {
        await db.send(
          new UpdateCommand({
            TableName: table,
            Key: { schoolId, sk: resetId },
            UpdateExpression: 'SET runningSince = :at',
            ConditionExpression: 'attribute_exists(runningSince)',
            ExpressionAttributeValues: { ':at': at.toISOString() },
          }),
        )
      } catch (error) {
        // It has ended meanwhile, and must not come back to the list of running ones.
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
    running: async () => {
      const items = await queryAll(db, {
        TableName: table,
        IndexName: 'running',
        ConsistentRead: true,
        KeyConditionExpression: 'schoolId = :school',
        ExpressionAttributeValues: { ':school': schoolId },
      })
      return items.map(({ sk }) => String(sk))
    },
  }
}

export type GroupResetsOf = (schoolId: string) => GroupResetStore

/** @param auditing whether this function starts jobs, which is audited. */
export const groupResetsFromEnv = ({ auditing = false } = {}): GroupResetsOf => {
  const tables = {
    passwordResets: setting('PASSWORD_RESETS_TABLE'),
    auditEvents: auditing ? setting('AUDIT_EVENTS_TABLE') : undefined,
  }
  return (schoolId) => groupResetStore(dynamo(), tables, schoolId)
}

/** Jobs of all schools that run and were last sent to the workers before an instant. */
export type RunningResets = (sentBefore: Date) => Promise<RunningReset[]>

export const runningResets =
  (db: Db, table: string): RunningResets =>
  async (sentBefore) => {
    const items = await queryAll(db, {
      TableName: table,
      IndexName: 'runningEverywhere',
      KeyConditionExpression: '#running = :yes AND runningSince < :before',
      ExpressionAttributeNames: { '#running': 'running' },
      ExpressionAttributeValues: { ':yes': 'yes', ':before': sentBefore.toISOString() },
    })
    return items.map(({ schoolId, sk }) => ({ schoolId: String(schoolId), resetId: String(sk) }))
  }

export const runningResetsFromEnv = (): RunningResets => runningResets(dynamo(), setting('PASSWORD_RESETS_TABLE'))
