import type { Random } from '../../../shared/domain/random.ts'
import { cursors } from '../../../shared/store/cursors.ts'
import type { LearnerChanges, LearnerChangesOf } from '../../../shared/store/learnerChanges.ts'
import type { LearnerStore, LearnersOf } from '../../../shared/store/learners.ts'
import type { GroupResetStore, GroupResetsOf, RunningResets } from '../../../shared/store/passwordResets.ts'
import { passwordSealer } from '../../../shared/store/passwordSealer.ts'
import type { PrintStore, PrintsOf } from '../../../shared/store/prints.ts'
import type { RosterChanges, RosterChangesOf } from '../../../shared/store/rosterChanges.ts'
import type { RosterInbox, RosterInboxOf } from '../../../shared/store/rosterInbox.ts'
import type { RosterLease, RosterLeaseOf } from '../../../shared/store/rosterLease.ts'
import type { RosterSyncStore, RosterSyncsOf } from '../../../shared/store/rosterSyncs.ts'
import { memoryAccounts, memoryElsewhere, memoryNewAccounts, memoryUsernames } from './accounts.ts'
import { memoryAttempts } from './attempts.ts'
import { memoryAudit } from './audit.ts'
import { standingClock } from './clock.ts'
import { memoryQueue, memoryResetsOf, memoryRunning } from './groupResets.ts'
import { type Interruptions, interruptions } from './interruptions.ts'
import { memoryChangesOf } from './learnerChanges.ts'
import { memoryLearnersOf } from './learners.ts'
import { memoryCiphertexts, memoryDataKeys, memoryHashes, memoryOwnPasswords, quickHasher } from './passwords.ts'
import { memoryFiles, memoryPrintsOf } from './prints.ts'
import { memoryRosterChangesOf } from './rosterChanges.ts'
import {
  memoryInboxOf,
  memoryRosterKeys,
  memoryRosterLeaseOf,
  memoryRosterQueue,
  memoryRosterSyncsOf,
} from './rosters.ts'
import { memorySchools } from './schools.ts'
import { memoryIdentity, memorySessions } from './sessions.ts'
import { emptyState } from './state.ts'

/** Numbers that look random and are the same in every run. */
export const repeatedRandom = (): Random => {
  let state = 20_261_102
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * bound)
  }
}

const singlePorts = () => {
  const state = emptyState()
  const clock = standingClock()
  const ports = {
    identity: memoryIdentity(state),
    sessions: memorySessions(state),
    schools: memorySchools(state),
    accounts: memoryAccounts(state),
    newAccounts: memoryNewAccounts(state),
    usernames: memoryUsernames(state),
    attempts: memoryAttempts(state),
    audit: memoryAudit(state),
    hashes: memoryHashes(state),
    ciphertexts: memoryCiphertexts(state),
    dataKeys: memoryDataKeys(state),
    ownPasswords: memoryOwnPasswords(state),
    queue: memoryQueue(state),
    files: memoryFiles(state, clock),
    elsewhere: memoryElsewhere(state),
    rosterKeys: memoryRosterKeys(state),
    rosterQueue: memoryRosterQueue(state),
  }
  return { state, clock, ports }
}

type Ports = ReturnType<typeof singlePorts>['ports'] & {
  readonly learners: LearnerStore
  readonly changes: LearnerChanges
  readonly rosterChanges: RosterChanges
  readonly resets: GroupResetStore
  readonly prints: PrintStore
  readonly running: { all: RunningResets }
  readonly rosterSyncs: RosterSyncStore
  readonly inbox: RosterInbox
  readonly lease: RosterLease
}

/** A store and one of its methods, as `audit.record`. */
type CallName = { [Name in keyof Ports]: `${Name}.${keyof Ports[Name] & string}` }[keyof Ports]

export type World = ReturnType<typeof memoryWorld>

/**
 * Everything that actions stand on, in memory, named as actions ask for it: `signIn(world)`. What was written can be
 * looked at in `state`; `fail`, `mend` and `beforeNext` interrupt the calls of a store.
 */
export const memoryWorld = () => {
  const { state, clock, ports } = singlePorts()
  const { controls, interruptible } = interruptions<CallName>()
  const watched = Object.fromEntries(
    Object.entries(ports).map(([name, port]) => [name, interruptible(name, port)]),
  ) as typeof ports

  const learnersOf: LearnersOf = (school) => interruptible('learners', memoryLearnersOf(state)(school))
  const changesOf: LearnerChangesOf = (school) => interruptible('changes', memoryChangesOf(state)(school))
  const rosterChangesOf: RosterChangesOf = (school) =>
    interruptible('rosterChanges', memoryRosterChangesOf(state)(school))
  const resetsOf: GroupResetsOf = (schoolId) => interruptible('resets', memoryResetsOf(state)(schoolId))
  const prints: PrintsOf = (schoolId) => interruptible('prints', memoryPrintsOf(state)(schoolId))
  const rosterSyncsOf: RosterSyncsOf = (schoolId) => interruptible('rosterSyncs', memoryRosterSyncsOf(state)(schoolId))
  const inboxOf: RosterInboxOf = (schoolId) => interruptible('inbox', memoryInboxOf(state)(schoolId))
  const leaseOf: RosterLeaseOf = (schoolId) => interruptible('lease', memoryRosterLeaseOf(state)(schoolId))
  const running: RunningResets = interruptible('running', { all: memoryRunning(state) }).all

  return {
    ...watched,
    ...(controls satisfies Interruptions<CallName>),
    state,
    clock,
    learnersOf,
    changesOf,
    rosterChangesOf,
    resetsOf,
    prints,
    running,
    rosterSyncsOf,
    inboxOf,
    leaseOf,
    hasher: quickHasher(),
    sealer: passwordSealer(watched.dataKeys),
    cursors: cursors(async () => [Buffer.alloc(32, 7)]),
    random: repeatedRandom(),
    /** The audit events so far, oldest first. */
    get events() {
      return state.events.map(({ event }) => event)
    },
  }
}
