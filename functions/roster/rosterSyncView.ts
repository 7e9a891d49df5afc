import type * as z from 'zod'
import type { routes } from '../../shared/contract/routes.ts'
import type { Language } from '../../shared/domain/language.ts'
import type { RosterSync, SyncFindings } from '../../shared/domain/roster/rosterSync.ts'

type Shown = z.input<typeof routes.openRosterSync.response>

/** A sync as lists show it, in the reader's language. */
export const rosterSyncSummary = (sync: RosterSync, language: Language): Omit<Shown, keyof SyncFindings> => ({
  id: sync.id,
  status: sync.status,
  mode: sync.mode,
  source: sync.source,
  startedBy: sync.startedBy.username,
  startedAt: sync.startedAt,
  finishedAt: sync.finishedAt,
  approvedBy: sync.approvedBy?.username ?? null,
  counts: sync.counts,
  holds: sync.holds.map(({ code, message }) => ({ code, message: message[language] })),
})

/** A sync with each change and each problem. */
export const rosterSyncView = (sync: RosterSync, findings: SyncFindings, language: Language): Shown => ({
  ...rosterSyncSummary(sync, language),
  changes: findings.changes.map((change) => ({ ...change, message: change.message[language] })),
  problems: findings.problems.map((problem) => ({ ...problem, message: problem.message[language] })),
})

/** Where to watch a sync that runs, and when to look again. */
export const watchingHeaders = (schoolId: string, syncId: string) => ({
  location: `/v1/schools/${schoolId}/roster-syncs/${syncId}`,
  'retry-after': '1',
})
