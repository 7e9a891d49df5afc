import type { Learner } from '../../learner.ts'
import { hasLeft } from '../../schoolDay.ts'
import type { Change } from './plan.ts'

/** Where a learner stands: whether they have left the school, and, a different fact, whether the account may be used. */
export type Standing = Pick<
  Learner,
  'leaver' | 'leavingDate' | 'leaverSince' | 'missingSince' | 'status' | 'deactivatedReason'
>

/** What is known of a learner today. */
export type Known = {
  readonly leavingDate: string | null
  readonly missingSince: string | null
  /** Whether a usable row of the roster has them. */
  readonly onRoster: boolean
  /** What the roster says of the account; `undefined` where it says nothing. */
  readonly enabled: boolean | undefined
  /** Whether the account is a learner's at another school too, who has not left there. */
  readonly liveElsewhere: boolean
}

type Access = Pick<Standing, 'status' | 'deactivatedReason'>

const active: Access = { status: 'active', deactivatedReason: null }

const accessAfter = (before: Standing, known: Known, leaver: boolean, newlyLeft: boolean): Access => {
  const { status, deactivatedReason } = before
  const { onRoster, enabled, liveElsewhere } = known
  if (leaver) {
    return newlyLeft && status === 'active' && !liveElsewhere
      ? { status: 'deactivated', deactivatedReason: 'leaver' }
      : { status, deactivatedReason }
  }
  if (!onRoster || deactivatedReason === 'by-hand') return { status, deactivatedReason }
  if (enabled === false) {
    const curtails = status === 'deactivated' || !liveElsewhere
    return curtails ? { status: 'deactivated', deactivatedReason: 'curtailed' } : active
  }
  const lifts = enabled === true || before.leaver || deactivatedReason === 'leaver'
  return lifts ? active : { status, deactivatedReason }
}

/** Where a learner stands after today, given where they stood. A leaver is one from the day after the leaving date. */
export const standingAfter = (before: Standing, known: Known, today: string): Standing => {
  const { leavingDate } = known
  const leaver = hasLeft(leavingDate, today) || (before.leaver && !known.onRoster)
  const newlyLeft = leaver && (!before.leaver || leavingDate !== before.leavingDate)
  return {
    leaver,
    leavingDate,
    leaverSince: newlyLeft ? today : leaver ? before.leaverSince : null,
    missingSince: known.missingSince,
    ...accessAfter(before, known, leaver, newlyLeft),
  }
}

const reinstatedCode = ({ status, deactivatedReason }: Access): Change['code'] => {
  if (status === 'active') return 'reinstated'
  return deactivatedReason === 'by-hand' ? 'reinstated-by-hand' : 'reinstated-curtailed'
}

/** The facts that make the difference between two standings. */
export const standingChanges = (before: Standing, after: Standing, leftBecause: Change['code']): Change[] => {
  const changes: Change[] = []
  const { leavingDate } = after
  if (after.leaver && !before.leaver) changes.push({ kind: 'leave', code: leftBecause, values: { leavingDate } })
  else if (before.leaver && !after.leaver) changes.push({ kind: 'reinstate', code: reinstatedCode(after), values: {} })
  else if (leavingDate !== before.leavingDate) {
    const values = { from: before.leavingDate, to: leavingDate }
    changes.push({ kind: 'update', code: 'leaving-date-changed', values })
  }
  if (before.status === 'active' && after.status === 'deactivated') {
    const code = after.deactivatedReason === 'leaver' ? 'deactivated-leaver' : 'deactivated-curtailed'
    changes.push({ kind: 'deactivate', code, values: {} })
  }
  if (before.status === 'deactivated' && after.status === 'active' && !before.leaver) {
    changes.push({ kind: 'reinstate', code: 'access-restored', values: {} })
  }
  if (after.missingSince !== null && before.missingSince === null && !after.leaver) {
    changes.push({ kind: 'miss', code: 'missing-first-time', values: { day: after.missingSince } })
  }
  return changes
}
