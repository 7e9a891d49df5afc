import type { Learner } from '../../learner.ts'
import { daysAfter } from '../../schoolDay.ts'
import type { Decision, Report } from './plan.ts'
import type { Thresholds } from './planInput.ts'
import type { Standing } from './standing.ts'

/** The same day so many months later, or the month's last one where it is shorter. */
export const monthsAfter = (day: string, months: number): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** Whether somebody with this leaving date would be erased as soon as they were made. */
export const leftLongAgo = (leavingDate: string | null | undefined, today: string, { erasureMonths }: Thresholds) =>
  Boolean(leavingDate) && monthsAfter(leavingDate ?? '', erasureMonths) <= today

/**
 * The day a leaver is erased: so many months after the leaving date, and never without the notice,
 * however old the leaving date was when the MIS first told it.
 */
const erasureDay = ({ leavingDate, leaverSince }: Standing, thresholds: Thresholds): string | undefined => {
  if (leavingDate === null) return undefined
  const due = monthsAfter(leavingDate, thresholds.erasureMonths)
  const noticed = daysAfter(leaverSince ?? leavingDate, thresholds.erasureNoticeDays)
  return [due, noticed].sort().at(-1)
}

/** What is due of a learner who has left: to be erased, or only to be said beforehand. */
export const erasureOf = (
  learner: Learner,
  standing: Standing,
  today: string,
  thresholds: Thresholds,
): { decision?: Decision; report?: Report } => {
  const day = standing.leaver ? erasureDay(standing, thresholds) : undefined
  if (day === undefined || day > daysAfter(today, thresholds.erasureNoticeDays)) return {}
  const report = (code: Report['code']): Report => ({ code, row: null, learnerId: learner.id, values: { day } })
  const scope = learner.otherSchoolIds.length > 0 ? 'record' : 'account'
  if (day > today) return { report: report('erasure-due') }
  if (scope === 'account' && standing.status === 'active') return { report: report('erasure-waits') }
  const values = { leavingDate: standing.leavingDate }
  const code = scope === 'account' ? 'account-erased' : 'record-erased'
  return { decision: { action: 'erase', learner, scope, changes: [{ kind: 'erase', code, values }] } }
}
