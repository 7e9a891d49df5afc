import * as z from 'zod'
import { syncCounts, syncModes, syncStatuses } from '../domain/roster/rosterSync.ts'
import { route } from './route.ts'
import { instant, ownId, pageOf, paging, schoolId, text } from './text.ts'

/** A roster's file may be so large. */
export const mostRosterBytes = 50 * 1_048_576

const inSchool = z.object({ schoolId })
const keyParams = z.object({ schoolId, keyId: ownId })
const syncParams = z.object({ schoolId, syncId: ownId })

const rosterKey = z.strictObject({ id: z.string(), name: z.string(), createdBy: z.string(), createdAt: instant })

const count = z.int().min(0).max(10_000_000)
const row = z.int().min(1).nullable()

const syncSummary = z
  .strictObject({
    id: z.string(),
    status: z.enum(syncStatuses),
    mode: z.enum(syncModes),
    source: z.union([
      z.strictObject({ kind: z.literal('upload'), uploadId: z.string(), fileName: z.string() }),
      z.strictObject({ kind: z.literal('stored-dates') }),
    ]),
    startedBy: z.string(),
    startedAt: instant,
    finishedAt: instant.nullable(),
    approvedBy: z.string().nullable(),
    counts: z.strictObject(Object.fromEntries(syncCounts.map((name) => [name, count])) as CountShape),
    holds: z.array(z.strictObject({ code: z.string(), message: z.string() })),
  })
  .meta({ id: 'RosterSyncSummary' })

type CountShape = Record<(typeof syncCounts)[number], typeof count>

const rosterSync = z
  .strictObject({
    ...syncSummary.shape,
    changes: z.array(z.strictObject({ kind: z.string(), learnerId: z.string().nullable(), row, message: z.string() })),
    problems: z.array(z.strictObject({ code: z.string(), row, column: z.string().nullable(), message: z.string() })),
  })
  .meta({ id: 'RosterSync' })

const ofRosters = { area: 'roster', permission: 'sync-rosters' } as const
const decided = { ...ofRosters, method: 'POST', params: syncParams, response: rosterSync } as const

export const rosterRoutes = {
  createRosterUpload: route({
    ...ofRosters,
    name: 'createRosterUpload',
    method: 'POST',
    path: '/v1/schools/{schoolId}/roster-uploads',
    summary: 'A link to put a roster into the inbox of the school; nothing runs yet',
    params: inSchool,
    body: z.strictObject({ fileName: text(255, 1), bytes: z.int().min(1).max(mostRosterBytes) }),
    status: 201,
    response: z.strictObject({ id: z.string(), uploadUrl: z.string(), expiresAt: instant }),
    rosterKeys: true,
  }),
  createRosterKey: route({
    ...ofRosters,
    name: 'createRosterKey',
    method: 'POST',
    path: '/v1/schools/{schoolId}/roster-keys',
    summary: 'A key with which an MIS server may upload rosters, and nothing else; it is shown this once',
    params: inSchool,
    body: z.strictObject({ name: text(100, 1) }),
    status: 201,
    response: z.strictObject({ ...rosterKey.shape, key: z.string() }),
  }),
  listRosterKeys: route({
    ...ofRosters,
    name: 'listRosterKeys',
    method: 'GET',
    path: '/v1/schools/{schoolId}/roster-keys',
    summary: 'The roster keys of the school, oldest first',
    params: inSchool,
    status: 200,
    response: z.strictObject({ items: z.array(rosterKey) }),
  }),
  deleteRosterKey: route({
    ...ofRosters,
    name: 'deleteRosterKey',
    method: 'DELETE',
    path: '/v1/schools/{schoolId}/roster-keys/{keyId}',
    summary: 'Take a roster key back: it is of no use from now on',
    params: keyParams,
    status: 204,
  }),
  startRosterSync: route({
    ...ofRosters,
    name: 'startRosterSync',
    method: 'POST',
    path: '/v1/schools/{schoolId}/roster-syncs',
    summary: 'Read an uploaded roster, and plan what it changes, or apply it too unless something holds it',
    params: inSchool,
    body: z.strictObject({ uploadId: text(64, 1), mode: z.enum(syncModes) }),
    status: 202,
    response: rosterSync,
    problems: ['roster-not-uploaded', 'roster-already-used', 'temporarily-unavailable'],
  }),
  listRosterSyncs: route({
    ...ofRosters,
    name: 'listRosterSyncs',
    method: 'GET',
    path: '/v1/schools/{schoolId}/roster-syncs',
    summary: 'The roster syncs of the school, newest first',
    params: inSchool,
    query: z.strictObject(paging),
    status: 200,
    response: pageOf(syncSummary),
    problems: ['invalid-cursor'],
  }),
  openRosterSync: route({
    ...ofRosters,
    name: 'openRosterSync',
    method: 'GET',
    path: '/v1/schools/{schoolId}/roster-syncs/{syncId}',
    summary: 'A roster sync with each of its changes, and the problems to mend in the MIS',
    params: syncParams,
    status: 200,
    response: rosterSync,
  }),
  approveRosterSync: route({
    ...decided,
    name: 'approveRosterSync',
    path: '/v1/schools/{schoolId}/roster-syncs/{syncId}/approve',
    summary: 'Apply a planned or held sync exactly as it was shown',
    status: 202,
    problems: ['plan-out-of-date', 'roster-sync-not-open', 'conflict', 'temporarily-unavailable'],
  }),
  rejectRosterSync: route({
    ...decided,
    name: 'rejectRosterSync',
    path: '/v1/schools/{schoolId}/roster-syncs/{syncId}/reject',
    summary: 'Put a planned or held sync aside: nothing of it is applied',
    status: 200,
    problems: ['roster-sync-not-open', 'conflict'],
  }),
}
