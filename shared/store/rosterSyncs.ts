import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { AuditEvent } from '../domain/audit.ts'
import type { RosterKey, RosterSync, RosterUpload, SyncFindings } from '../domain/roster/rosterSync.ts'
import { startOfSchoolDay } from '../domain/schoolDay.ts'
import { auditWrite } from './auditTrail.ts'
import { type Db, dynamo, queryAll } from './dynamo.ts'
import { setting } from './environment.ts'
import { timedId } from './ids.ts'
import {
  findingsOf,
  keyItem,
  partItems,
  prefixes,
  storedKey,
  storedSync,
  storedUpload,
  syncItem,
  uploadItem,
} from './rosterItems.ts'
import { transact, type Write } from './transact.ts'

/** The id of the sync that a school's night has, by its day. */
export const nightlySyncId = (day: string): string => timedId(startOfSchoolDay(day), 'nightly')

/** The id of what the night does with stored leaving dates when its roster has to wait: it comes before the roster's. */
export const nightlyDatesId = (day: string): string => timedId(startOfSchoolDay(day), 'fordate')

/** The roster uploads, keys and syncs of one school. */
export type RosterSyncStore = {
  addUpload(upload: RosterUpload, event: AuditEvent): Promise<void>
  upload(id: string): Promise<RosterUpload | null>
  /** Uploads that no sync has used, newest first. Their files need not have come. */
  unusedUploads(): Promise<RosterUpload[]>
  addKey(key: RosterKey, event: AuditEvent): Promise<void>
  /** Oldest first. */
  keys(): Promise<RosterKey[]>
  /** False when there is no such key. */
  removeKey(id: string, event: AuditEvent): Promise<boolean>
  /**
   * Writes a new sync, with its event where a person started it, and uses up its upload.
   * `used`: another sync has used that upload; `exists`: there is a sync with this id already.
   */
  start(sync: RosterSync, event?: AuditEvent): Promise<'started' | 'used' | 'exists'>
  get(id: string): Promise<RosterSync | null>
  /** Newest first, from the one after `after` in that order. */
  list(limit: number, after: string | undefined): Promise<RosterSync[]>
  /** Puts `after`, its revision raised, in the place of `before`; false when that isn't the sync as it is any more. */
  change(before: RosterSync, after: RosterSync, event?: AuditEvent): Promise<boolean>
  /** Keeps what a sync found, in place of what it found before, and answers in how many parts. */
  putFindings(sync: RosterSync, findings: SyncFindings): Promise<number>
  findings(sync: RosterSync): Promise<SyncFindings>
}

const keyOf = {
  upload: (schoolId: string, id: string) => ({ schoolId, sk: prefixes.upload + id }),
  key: (schoolId: string, id: string) => ({ schoolId, sk: prefixes.key + id }),
  sync: (schoolId: string, id: string) => ({ schoolId, sk: prefixes.sync + id }),
}

export const rosterSyncStore = (
  db: Db,
  tables: { rosterSyncs: string; auditEvents?: string | undefined },
  schoolId: string,
): RosterSyncStore => {
  const TableName = tables.rosterSyncs
  const isNew = { ConditionExpression: 'attribute_not_exists(sk)' }

  const eventWrite = (event: AuditEvent | undefined): [string, Write][] => {
    if (!event) return []
    if (!tables.auditEvents) throw new Error('This function was not given the audit trail')
    return [['event', auditWrite(tables.auditEvents, schoolId, event)]]
  }
  const writeAll = (writes: readonly [string, Write][], event: AuditEvent | undefined) =>
    transact(db, new Map([...writes, ...eventWrite(event)]))
  const add = async (Item: object, event: AuditEvent) => {
    const failed = await writeAll([['item', { Put: { TableName, Item, ...isNew } }]], event)
    if (failed.length > 0) throw new Error('There is one with this id already')
  }
  const get = async (Key: object) => {
    const { Item } = await db.send(new GetCommand({ TableName, Key, ConsistentRead: true }))
    return Item ?? null
  }
  const all = (prefix: string, newestFirst: boolean) =>
    queryAll(db, {
      TableName,
      ConsistentRead: true,
      KeyConditionExpression: 'schoolId = :school AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':school': schoolId, ':prefix': prefix },
      ScanIndexForward: !newestFirst,
    })

  return {
    addUpload: (upload, event) => add(uploadItem(schoolId, upload), event),
    upload: async (id) => {
      const item = await get(keyOf.upload(schoolId, id))
      return item && storedUpload.parse(item)
    },
    unusedUploads: async () => {
      const uploads = (await all(prefixes.upload, true)).map((item) => storedUpload.parse(item))
      return uploads.filter(({ usedBy }) => usedBy === null)
    },
    addKey: (key, event) => add(keyItem(schoolId, key), event),
    keys: async () => (await all(prefixes.key, false)).map((item) => storedKey.parse(item)),
    removeKey: async (id, event) => {
      const there = { TableName, Key: keyOf.key(schoolId, id), ConditionExpression: 'attribute_exists(sk)' }
      return (await writeAll([['key', { Delete: there }]], event)).length === 0
    },
    start: async (sync, event) => {
      const use = (uploadId: string): Write => ({
        Update: {
          TableName,
          Key: keyOf.upload(schoolId, uploadId),
          UpdateExpression: 'SET usedBy = :sync',
          ConditionExpression: 'attribute_exists(sk) AND attribute_not_exists(usedBy)',
          ExpressionAttributeValues: { ':sync': sync.id },
        },
      })
      const failed = await writeAll(
        [
          ['sync', { Put: { TableName, Item: syncItem(schoolId, sync), ...isNew } }],
          ...(sync.source.kind === 'upload' ? [['upload', use(sync.source.uploadId)] as [string, Write]] : []),
        ],
        event,
      )
      return failed.includes('sync') ? 'exists' : failed.length > 0 ? 'used' : 'started'
    },
    get: async (id) => {
      const item = await get(keyOf.sync(schoolId, id))
      return item && storedSync.parse(item)
    },
    list: async (limit, after) => {
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: 'schoolId = :school AND begins_with(sk, :syncs)',
          ExpressionAttributeValues: { ':school': schoolId, ':syncs': prefixes.sync },
          ...(after !== undefined && { ExclusiveStartKey: keyOf.sync(schoolId, after) }),
          ScanIndexForward: false,
          Limit: limit,
        }),
      )
      return Items.map((item) => storedSync.parse(item))
    },
    change: async (before, after, event) => {
      const put: Write = {
        Put: {
          TableName,
          Item: syncItem(schoolId, { ...after, revision: before.revision + 1 }),
          ConditionExpression: 'revision = :before',
          ExpressionAttributeValues: { ':before': before.revision },
        },
      }
      return (await writeAll([['sync', put]], event)).length === 0
    },
    putFindings: async (sync, findings) => {
      const items = partItems(schoolId, sync, findings)
      for (const Item of items) await db.send(new PutCommand({ TableName, Item }))
      return items.length
    },
    findings: async ({ id, parts }) => findingsOf((await all(`${prefixes.part}${id}#`, false)).slice(0, parts)),
  }
}

export type RosterSyncsOf = (schoolId: string) => RosterSyncStore

/** @param auditing whether this function writes what is audited. */
export const rosterSyncsFromEnv = ({ auditing = false } = {}): RosterSyncsOf => {
  const tables = {
    rosterSyncs: setting('ROSTER_SYNCS_TABLE'),
    auditEvents: auditing ? setting('AUDIT_EVENTS_TABLE') : undefined,
  }
  return (schoolId) => rosterSyncStore(dynamo(), tables, schoolId)
}
