import type { ChangeKind, Counts, Decision, Report } from './plan.ts'
import type { WholeRoster } from './planInput.ts'

/** Sums a plan up. `unchanged` are the rows whose learners are as the roster has them. */
export const countsOf = (
  roster: WholeRoster | null,
  decisions: readonly Decision[],
  reports: readonly Report[],
  unchanged: number,
): Counts => {
  const withKind = (...kinds: ChangeKind[]) =>
    decisions.filter(({ changes }) => changes.some(({ kind }) => kinds.includes(kind)))
  const joined = withKind('join')
  const leftAtOnce = joined.filter(({ changes }) => changes.some(({ code }) => code === 'account-joined-as-leaver'))
  const held = roster?.held.length ?? 0
  return {
    rows: (roster?.learners.length ?? 0) + held + (roster?.removed.length ?? 0),
    created: withKind('create').length,
    updated: withKind('update').length,
    left: withKind('leave').length + leftAtOnce.length,
    deactivated: withKind('deactivate').length,
    reinstated: withKind('reinstate').length + joined.length - leftAtOnce.length,
    erased: withKind('erase').length,
    reported: reports.length + held + withKind('miss').length,
    unchanged,
  }
}
