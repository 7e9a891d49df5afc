import type { Bilingual } from '../language.ts'

/** Who did something: a member of staff, or the night's run. */
type Who = { readonly id: string; readonly username: string }

/** The actor of what the night's run does, and of all that a sync changes. */
export const rosterSyncActor: Who = { id: 'roster-sync', username: 'roster-sync' }

/** A roster on its way into the school's inbox. Instants are ISO 8601 in UTC. */
export type RosterUpload = {
  readonly id: string
  readonly fileName: string
  readonly bytes: number
  readonly createdAt: string
  /** The sync that used it up: an upload is used once. */
  readonly usedBy: string | null
}

/** What an MIS server may upload with. Its secret is known to nobody but its bearer. */
export type RosterKey = {
  readonly id: string
  readonly name: string
  /** SHA-256 of the secret, base64url. */
  readonly secretHash: string
  readonly createdBy: Who
  readonly createdAt: string
}

export const syncStatuses = ['running', 'planned', 'held', 'applied', 'rejected', 'failed'] as const
export const syncModes = ['plan', 'apply'] as const
export const syncPhases = ['planning', 'applying'] as const

export type SyncSource =
  | { readonly kind: 'upload'; readonly uploadId: string; readonly fileName: string }
  /** No new roster: leaving dates that the school already has take effect. */
  | { readonly kind: 'stored-dates' }

export const syncCounts = [
  'rows',
  'created',
  'updated',
  'left',
  'deactivated',
  'reinstated',
  'erased',
  'reported',
  'unchanged',
] as const
export type SyncCounts = Readonly<Record<(typeof syncCounts)[number], number>>

export const noCounts: SyncCounts = {
  rows: 0,
  created: 0,
  updated: 0,
  left: 0,
  deactivated: 0,
  reinstated: 0,
  erased: 0,
  reported: 0,
  unchanged: 0,
}

export type SyncHold = { readonly code: string; readonly message: Bilingual }

/** One change of the plan. `learnerId` is `null` for someone who has no account yet, `row` where no row asks for it. */
export type SyncChange = {
  readonly kind: string
  readonly learnerId: string | null
  readonly row: number | null
  readonly message: Bilingual
}

/** Something to mend in the MIS, or to know about. */
export type SyncProblem = {
  readonly code: string
  readonly row: number | null
  readonly column: string | null
  readonly message: Bilingual
}

export type SyncFindings = { readonly changes: readonly SyncChange[]; readonly problems: readonly SyncProblem[] }

/** One sync of a school with a roster, or with the dates it has stored. */
export type RosterSync = {
  readonly id: string
  readonly status: (typeof syncStatuses)[number]
  /** `applying` is on record before the first change: from then on a crash is gone on from, not asked about again. */
  readonly phase: (typeof syncPhases)[number]
  readonly mode: (typeof syncModes)[number]
  readonly source: SyncSource
  readonly startedBy: Who
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly requestId: string
  readonly sourceIp: string | null
  /** SHA-256 of the plan that is shown; `null` while there is none. */
  readonly planHash: string | null
  readonly counts: SyncCounts
  readonly holds: readonly SyncHold[]
  /** Who approved the plan of `planHash`, which is then applied as it was shown, or not at all. */
  readonly approvedBy: Who | null
  /** In how many parts the findings are kept. */
  readonly parts: number
  /** Raised by every change of this record. */
  readonly revision: number
}

/** Whether people may still decide about it. */
export const isUndecided = ({ status }: RosterSync): boolean => status === 'planned' || status === 'held'

/** A file that couldn't be read gives no plan, so there is nothing to approve. */
export const mayBeApproved = (sync: RosterSync): boolean => isUndecided(sync) && sync.planHash !== null
