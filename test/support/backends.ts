import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { AuditEvent } from '../../shared/domain/audit.ts'
import type { Learner } from '../../shared/domain/learner.ts'
import { accountFinder, accountStore } from '../../shared/store/accounts.ts'
import { accountsElsewhere } from '../../shared/store/accountsElsewhere.ts'
import { attemptStore } from '../../shared/store/attempts.ts'
import { auditTrail } from '../../shared/store/auditTrail.ts'
import { identityStore, sessionStore } from '../../shared/store/identity.ts'
import { learnerChanges } from '../../shared/store/learnerChanges.ts'
import { learnerItem } from '../../shared/store/learnerItem.ts'
import { learnerStore } from '../../shared/store/learners.ts'
import { newAccountStore } from '../../shared/store/newAccounts.ts'
import { ownPasswordStore } from '../../shared/store/ownPassword.ts'
import { passwordCiphertextStore } from '../../shared/store/passwordCiphertexts.ts'
import { passwordHashStore } from '../../shared/store/passwordHashes.ts'
import { groupResetStore, runningResets } from '../../shared/store/passwordResets.ts'
import { printStore } from '../../shared/store/prints.ts'
import { rosterChanges } from '../../shared/store/rosterChanges.ts'
import { rosterKeyReader } from '../../shared/store/rosterKeys.ts'
import { rosterLease } from '../../shared/store/rosterLease.ts'
import { rosterSyncStore } from '../../shared/store/rosterSyncs.ts'
import { schoolStore } from '../../shared/store/schools.ts'
import { usernameIssuer } from '../../shared/store/usernames.ts'
import { emptyTables } from './emulator.ts'
import { memoryWorld, type World } from './world/memoryWorld.ts'
import { putUnder } from './world/state.ts'

/** The stores that have to behave alike, wherever they keep things. */
export type Stores = Pick<
  World,
  | 'accounts'
  | 'attempts'
  | 'audit'
  | 'changesOf'
  | 'ciphertexts'
  | 'elsewhere'
  | 'hashes'
  | 'identity'
  | 'learnersOf'
  | 'newAccounts'
  | 'ownPasswords'
  | 'prints'
  | 'leaseOf'
  | 'resetsOf'
  | 'rosterKeys'
  | 'rosterSyncsOf'
  | 'rosterChangesOf'
  | 'running'
  | 'schools'
  | 'sessions'
  | 'usernames'
> & {
  /** The audit events of a school, in the order of their instants. */
  eventsOf(schoolId: string): Promise<Pick<AuditEvent, 'action' | 'learnerId' | 'details'>[]>
  /** Puts a record of a learner at a school straight where it is kept. */
  putLearner(schoolId: string, learner: Learner): Promise<void>
  /** All that is kept: two of them are equal when nothing was written in between. */
  everything(): Promise<unknown>
}

const inMemory = async (): Promise<Stores> => {
  const world = memoryWorld()
  return {
    ...world,
    eventsOf: async (schoolId) =>
      world.state.events
        .filter((each) => each.schoolId === schoolId)
        .map(({ event: { action, learnerId, details } }) => ({ action, learnerId, details })),
    putLearner: async (schoolId, learner) => putUnder(world.state.learners, schoolId, learner.id, learner),
    everything: async () => structuredClone(world.state),
  }
}

const onEmulator = async (): Promise<Stores> => {
  const { db, tables } = await emptyTables()
  const scan = async (TableName: string) => (await db.send(new ScanCommand({ TableName }))).Items ?? []
  const named = {
    accounts: tables.Accounts,
    sessions: tables.Sessions,
    schools: tables.Schools,
    usernames: tables.Usernames,
    learners: tables.Learners,
    passwordHashes: tables.PasswordHashes,
    passwordCiphertexts: tables.PasswordCiphertexts,
    passwordResets: tables.PasswordResets,
    auditEvents: tables.AuditEvents,
    rosterSyncs: tables.RosterSyncs,
  }
  return {
    accounts: { ...accountStore(db, tables.Accounts), ...accountFinder(db, named) },
    attempts: attemptStore(db, tables.Attempts, async () => [Buffer.alloc(32, 1)]),
    audit: auditTrail(db, tables.AuditEvents),
    changesOf: (school) => learnerChanges(db, named, school),
    ciphertexts: passwordCiphertextStore(db, tables.PasswordCiphertexts),
    elsewhere: accountsElsewhere(db, named),
    hashes: passwordHashStore(db, tables.PasswordHashes),
    identity: identityStore(db, named),
    learnersOf: (school) => learnerStore(db, tables.Learners, school),
    newAccounts: newAccountStore(db, named),
    ownPasswords: ownPasswordStore(db, named),
    prints: (schoolId) => printStore(db, tables.Prints, schoolId),
    leaseOf: (schoolId) => rosterLease(db, tables.RosterSyncs, schoolId),
    rosterKeys: rosterKeyReader(db, named),
    rosterSyncsOf: (schoolId) => rosterSyncStore(db, named, schoolId),
    resetsOf: (schoolId) => groupResetStore(db, named, schoolId),
    rosterChangesOf: (school) => rosterChanges(db, named, school),
    running: runningResets(db, tables.PasswordResets),
    schools: schoolStore(db, tables.Schools),
    sessions: sessionStore(db, tables.Sessions),
    usernames: usernameIssuer(db, tables.Usernames),
    eventsOf: async (schoolId) =>
      (await scan(tables.AuditEvents))
        .filter((item) => item['schoolId'] === schoolId)
        .sort((a, b) => (String(a['eventId']) < String(b['eventId']) ? -1 : 1))
        .map(({ action, learnerId, details }) => ({ action, learnerId, details })),
    putLearner: async (schoolId, learner) => {
      await db.send(new PutCommand({ TableName: tables.Learners, Item: learnerItem(schoolId, learner) }))
    },
    everything: () => Promise.all(Object.values(tables).map(scan)),
  }
}

/** Each kind of storage with what opens an empty one. */
export const backends: [name: string, open: () => Promise<Stores>][] = [
  ['in memory', inMemory],
  ['on the emulator', onEmulator],
]
