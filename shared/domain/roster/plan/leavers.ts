import type { Learner } from '../../learner.ts'
import { daysAfter, hasLeft } from '../../schoolDay.ts'
import type { RosterLearner } from '../rosterLearner.ts'
import type { Change } from './plan.ts'
import type { Known } from './standing.ts'

/** What a plan has to go by about one learner of the school. */
export type Evidence =
  | { readonly kind: 'row'; readonly row: RosterLearner }
  | { readonly kind: 'removed'; readonly row: number | null }
  | { readonly kind: 'missing' }
  /** A row that can't be used is, or may be, about them. */
  | { readonly kind: 'unclear' }
  | { readonly kind: 'nothing' }

/** What the roster is: the day of its upload, and whether it is a OneRoster one, which has no leaving dates. */
export type RosterKind = { readonly day: string; readonly oneRoster: boolean }

type Leaving = Pick<Known, 'leavingDate' | 'missingSince'> & { readonly because: Change['code'] }

/** Someone who left by being missing, or by OneRoster's word, is back as soon as a later roster has them. */
const isBack = ({ leavingDate, missingSince }: Learner, { day, oneRoster }: RosterKind): boolean =>
  hasLeft(leavingDate, day) && (missingSince !== null || oneRoster)

const byRow = (learner: Learner, { leavingDate }: RosterLearner, roster: RosterKind): string | null => {
  if (leavingDate !== undefined) return leavingDate
  return isBack(learner, roster) ? null : learner.leavingDate
}

const stored = ({ leavingDate, missingSince }: Learner): Leaving => ({ leavingDate, missingSince, because: 'left' })

const byAbsence = (learner: Learner, day: string): Leaving => {
  const { missingSince } = learner
  if (learner.leaver || learner.leavingDate !== null) return stored(learner)
  if (missingSince === null) return { leavingDate: null, missingSince: day, because: 'left' }
  return missingSince < day ? { leavingDate: missingSince, missingSince, because: 'left-missing' } : stored(learner)
}

/**
 * When a learner leaves or left, by what the roster says or doesn't say; without a word, the stored date stands.
 * Missing once is noted; missing again on a later day, the first day missed is the leaving date.
 * Who is taken off by a delta has left the day before its upload, so that it takes effect at once.
 */
export const leavingOf = (learner: Learner, evidence: Evidence, roster: RosterKind | undefined): Leaving => {
  if (!roster) return stored(learner)
  switch (evidence.kind) {
    case 'row':
      return { leavingDate: byRow(learner, evidence.row, roster), missingSince: null, because: 'left' }
    case 'removed':
      return learner.leaver
        ? stored(learner)
        : { leavingDate: daysAfter(roster.day, -1), missingSince: null, because: 'left-removed' }
    case 'missing':
      return byAbsence(learner, roster.day)
    case 'unclear':
    case 'nothing':
      return stored(learner)
  }
}
