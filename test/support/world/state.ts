import type { Account, Session } from '../../../shared/domain/account.ts'
import type { AuditEvent } from '../../../shared/domain/audit.ts'
import type { GroupReset, RecordedResult } from '../../../shared/domain/groupReset.ts'
import type { Learner } from '../../../shared/domain/learner.ts'
import type { RosterKey, RosterSync, RosterUpload, SyncFindings } from '../../../shared/domain/roster/rosterSync.ts'
import type { School } from '../../../shared/domain/school.ts'
import type { StoredCiphertext } from '../../../shared/store/passwordCiphertexts.ts'
import type { StoredHash } from '../../../shared/store/passwordHashes.ts'
import type { PrintRecord } from '../../../shared/store/prints.ts'
import type { RosterQueueMessage } from '../../../shared/store/rosterQueue.ts'

export type Message = { readonly schoolId: string; readonly resetId: string; readonly learnerIds: readonly string[] }

export type StoredFile = {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly fileName: string
  readonly storedAt: Date
}

export type StoredReset = { readonly job: GroupReset; readonly runningSince: string | null }

/** Everything that the product keeps, in memory: what its tables, queue and bucket hold. */
export type State = {
  readonly schools: Map<string, School>
  readonly accounts: Map<string, Account>
  /** Every username that was ever issued, by `usernameKey`, with the account it went to. */
  readonly usernames: Map<string, string>
  /** What says who somebody is, by its claim, with the account that has it. */
  readonly claims: Map<string, string>
  readonly stems: Map<string, number>
  readonly learners: Tenants<Learner>
  readonly hashes: Map<string, StoredHash>
  readonly ciphertexts: Map<string, StoredCiphertext>
  readonly dataKeys: Map<string, Buffer>
  /** By the hash of the token's secret. */
  readonly sessions: Map<string, Session>
  readonly failures: Map<string, { readonly count: number; readonly waitUntil: number }>
  readonly unknownNames: Map<string, Set<string>>
  readonly resets: Tenants<StoredReset>
  /** By school, then by reset and learner. */
  readonly results: Tenants<RecordedResult & { readonly resetId: string }>
  readonly prints: Tenants<PrintRecord>
  readonly events: { readonly schoolId: string; readonly event: AuditEvent }[]
  readonly messages: Message[]
  readonly files: Map<string, StoredFile>
  readonly rosterUploads: Tenants<RosterUpload>
  readonly rosterKeys: Tenants<RosterKey>
  readonly rosterSyncs: Tenants<RosterSync>
  readonly rosterFindings: Tenants<SyncFindings>
  /** Who has a school's turn, and until when. */
  readonly rosterLeases: Map<string, { readonly holder: string; readonly until: string }>
  readonly rosterMessages: RosterQueueMessage[]
  /** The files of uploads, by school and upload. */
  readonly rosterFiles: Tenants<Uint8Array>
}

/** Things kept school by school: what is under one school can't be found under another. */
type Tenants<Thing> = Map<string, Map<string, Thing>>

export const emptyState = (): State => ({
  schools: new Map(),
  accounts: new Map(),
  usernames: new Map(),
  claims: new Map(),
  stems: new Map(),
  learners: new Map(),
  hashes: new Map(),
  ciphertexts: new Map(),
  dataKeys: new Map(),
  sessions: new Map(),
  failures: new Map(),
  unknownNames: new Map(),
  resets: new Map(),
  results: new Map(),
  prints: new Map(),
  events: [],
  messages: [],
  files: new Map(),
  rosterUploads: new Map(),
  rosterKeys: new Map(),
  rosterSyncs: new Map(),
  rosterFindings: new Map(),
  rosterLeases: new Map(),
  rosterMessages: [],
  rosterFiles: new Map(),
})

/** What one school has of a kind of thing. */
export const under = <Thing>(tenants: Tenants<Thing>, schoolId: string): ReadonlyMap<string, Thing> =>
  tenants.get(schoolId) ?? new Map()

/** Puts a thing under a school, in the place of one with the same id. */
export const putUnder = <Thing>(tenants: Tenants<Thing>, schoolId: string, id: string, thing: Thing): void => {
  const found = tenants.get(schoolId) ?? new Map<string, Thing>()
  tenants.set(schoolId, found.set(id, thing))
}

/** Orders as DynamoDB does, by UTF-8 bytes. */
export const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
