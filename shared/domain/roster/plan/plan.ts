import type { Learner } from '../../learner.ts'
import type { RosterLearner } from '../rosterLearner.ts'
import type { ChangeCode } from './changeMessages.ts'
import type { HoldCode } from './holdMessages.ts'
import type { MessageValues } from './messageValues.ts'
import type { AccountElsewhere } from './planInput.ts'
import type { ReportCode } from './reportMessages.ts'

export type ChangeKind = 'create' | 'join' | 'update' | 'leave' | 'deactivate' | 'reinstate' | 'miss' | 'erase'

/** One fact of a decision as people read it: `changeMessage(code, values)`. */
export type Change = { readonly kind: ChangeKind; readonly code: ChangeCode; readonly values: MessageValues }

/** The fields of a learner that a decision sets. */
export type LearnerFields = Partial<Omit<Learner, 'id' | 'version' | 'createdAt'>>

/** What is to be done about one person, all of it at once or none of it. */
export type Decision =
  | { readonly action: 'create'; readonly row: RosterLearner; readonly changes: readonly Change[] }
  /** Another school's account becomes a learner here; `set` is what differs from someone new with this row. */
  | {
      readonly action: 'join'
      readonly row: RosterLearner
      readonly account: AccountElsewhere
      readonly set: LearnerFields
      readonly changes: readonly Change[]
    }
  /** `account` is there when the learner's account had gone on to other schools and now comes back. */
  | {
      readonly action: 'change'
      readonly row: number | null
      readonly learner: Learner
      readonly account?: AccountElsewhere
      readonly set: LearnerFields
      readonly changes: readonly Change[]
    }
  /** `record`: what this school has of an account that went on to another one; `account`: all but the username's tombstone. */
  | {
      readonly action: 'erase'
      readonly learner: Learner
      readonly scope: 'account' | 'record'
      readonly changes: readonly Change[]
    }

/** Something that changes nothing and that people should know, or mend in the MIS: `reportMessage(code, values)`. */
export type Report = {
  readonly code: ReportCode
  readonly row: number | null
  readonly learnerId: string | null
  readonly values: MessageValues
}

/** Why nothing happens before a Digital Champion has looked: `holdMessage(code, values)`. */
export type Hold = { readonly code: HoldCode; readonly values: MessageValues }

/** How many learners were given, and how many of them something happens to; one may count in several. */
export type Counts = Readonly<
  Record<
    'rows' | 'created' | 'updated' | 'left' | 'deactivated' | 'reinstated' | 'erased' | 'reported' | 'unchanged',
    number
  >
>

export type Plan = {
  readonly decisions: readonly Decision[]
  readonly holds: readonly Hold[]
  readonly reports: readonly Report[]
  readonly counts: Counts
}

/** What of a plan may be done: nothing of a held one before it is approved. */
export const decisionsToApply = (plan: Plan, approved: boolean): readonly Decision[] =>
  approved || plan.holds.length === 0 ? plan.decisions : []

/** The learner after a decision about them. */
export const decided = (learner: Learner, set: LearnerFields): Learner => ({
  ...learner,
  ...set,
  version: learner.version + 1,
})
