import * as z from 'zod'
import {
  type RosterKey,
  type RosterSync,
  type RosterUpload,
  type SyncFindings,
  syncCounts,
  syncModes,
  syncPhases,
  syncStatuses,
} from '../domain/roster/rosterSync.ts'

/** What the sort keys of a school's items begin with. */
export const prefixes = { upload: 'upload#', key: 'key#', sync: 'sync#', part: 'part#' } as const

const uploadDays = 30
const syncDays = 90
const perPart = 200

const expiry = (at: string, days: number): number => Math.ceil(Date.parse(at) / 1000) + days * 86_400

const bilingual = z.object({ en: z.string(), cy: z.string() })
const actor = z.object({ id: z.string(), username: z.string() })
const row = z.number().nullable()

export const storedUpload: z.ZodType<RosterUpload> = z.object({
  id: z.string(),
  fileName: z.string(),
  bytes: z.number(),
  createdAt: z.string(),
  usedBy: z.string().nullable().default(null),
})

export const storedKey: z.ZodType<RosterKey> = z.object({
  id: z.string(),
  name: z.string(),
  secretHash: z.string(),
  createdBy: actor,
  createdAt: z.string(),
})

export const storedSync: z.ZodType<RosterSync> = z.object({
  id: z.string(),
  status: z.enum(syncStatuses),
  phase: z.enum(syncPhases),
  mode: z.enum(syncModes),
  source: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('upload'), uploadId: z.string(), fileName: z.string() }),
    z.object({ kind: z.literal('stored-dates') }),
  ]),
  startedBy: actor,
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  requestId: z.string(),
  sourceIp: z.string().nullable(),
  planHash: z.string().nullable(),
  counts: z.record(z.enum(syncCounts), z.number()),
  holds: z.array(z.object({ code: z.string(), message: bilingual })),
  approvedBy: actor.nullable(),
  parts: z.number(),
  revision: z.number(),
})

const storedPart: z.ZodType<SyncFindings> = z.object({
  changes: z.array(z.object({ kind: z.string(), learnerId: z.string().nullable(), row, message: bilingual })),
  problems: z.array(z.object({ code: z.string(), row, column: z.string().nullable(), message: bilingual })),
})

/** An unused upload has no `usedBy` at all, which is what using it up asks for. */
export const uploadItem = (schoolId: string, { usedBy: _, ...upload }: RosterUpload) => ({
  ...upload,
  schoolId,
  sk: prefixes.upload + upload.id,
  expiresAtSeconds: expiry(upload.createdAt, uploadDays),
})

export const keyItem = (schoolId: string, key: RosterKey) => ({ ...key, schoolId, sk: prefixes.key + key.id })

export const syncItem = (schoolId: string, sync: RosterSync) => ({
  ...sync,
  schoolId,
  sk: prefixes.sync + sync.id,
  expiresAtSeconds: expiry(sync.startedAt, syncDays),
})

const partPlace = (part: number): string => String(part).padStart(4, '0')

/** The findings of a sync in items that are small enough: a table's item takes 400 KB. */
export const partItems = (schoolId: string, sync: RosterSync, { changes, problems }: SyncFindings) => {
  const parts = Math.ceil(Math.max(changes.length, problems.length) / perPart)
  return Array.from({ length: parts }, (_, part) => {
    const [start, end] = [part * perPart, (part + 1) * perPart]
    return {
      schoolId,
      sk: `${prefixes.part}${sync.id}#${partPlace(part)}`,
      changes: changes.slice(start, end),
      problems: problems.slice(start, end),
      expiresAtSeconds: expiry(sync.startedAt, syncDays),
    }
  })
}

/** The findings out of their items, in order. */
export const findingsOf = (items: readonly unknown[]): SyncFindings => {
  const parts = items.map((item) => storedPart.parse(item))
  return {
    changes: parts.flatMap(({ changes }) => changes),
    problems: parts.flatMap(({ problems }) => problems),
  }
}
