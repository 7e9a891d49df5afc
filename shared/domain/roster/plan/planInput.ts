import type { Learner } from '../../learner.ts'
import type { School } from '../../school.ts'
import type { RosterItem, RosterLearner, RosterSource } from '../rosterLearner.ts'

/** A row that the reader held up, with what it says of who it is. */
export type HeldRow = Omit<Extract<RosterItem, { kind: 'held' }>, 'kind' | 'problems'>

/** Someone whom a delta takes off the school. */
export type RemovedRow = Omit<Extract<RosterItem, { kind: 'left' }>, 'kind'>

/** A roster that was read to its end. */
export type WholeRoster = {
  readonly about: RosterSource
  /** The Europe/London day of the upload. */
  readonly day: string
  readonly learners: readonly RosterLearner[]
  readonly held: readonly HeldRow[]
  readonly removed: readonly RemovedRow[]
}

/** The account of somebody who is a learner at other schools: found by a permanent UPN, or by its id. */
export type AccountElsewhere = Pick<
  Learner,
  | 'username'
  | 'upn'
  | 'forename'
  | 'surname'
  | 'legalForename'
  | 'legalSurname'
  | 'dateOfBirth'
  | 'status'
  | 'deactivatedReason'
> & {
  readonly accountId: string
  /** The schools where its learner has not left, in order; or the last one, where there are none. */
  readonly schoolIds: readonly string[]
  /** Whether there is a school where its learner has not left. */
  readonly live: boolean
}

export type Thresholds = {
  /** So many leavers are always believed. */
  readonly leaversAtLeast: number
  /** Beyond that, the share of the active learners that may leave at once. */
  readonly leaversShare: number
  /** The share of the active learners that may change at once. */
  readonly changesShare: number
  readonly erasureMonths: number
  /** How many days before it an erasure is announced. */
  readonly erasureNoticeDays: number
}

export const usualThresholds: Thresholds = {
  leaversAtLeast: 5,
  leaversShare: 0.1,
  changesShare: 0.75,
  erasureMonths: 12,
  erasureNoticeDays: 30,
}

export type PlanInput = {
  readonly school: Pick<School, 'id'>
  /** Without one, only stored dates take effect. */
  readonly roster: WholeRoster | null
  /** Every learner of the school, leavers included. */
  readonly current: readonly Learner[]
  /** What was found for `accountsToLookUp`. */
  readonly elsewhere: readonly AccountElsewhere[]
  /** The Europe/London day. */
  readonly today: string
  readonly thresholds: Thresholds
}
