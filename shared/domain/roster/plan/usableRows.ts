import type { RosterLearner } from '../rosterLearner.ts'
import type { Report } from './plan.ts'
import type { PlanInput, WholeRoster } from './planInput.ts'
import { isNumberOf } from './schoolNumber.ts'
import type { UnusableRow } from './unusableRows.ts'

/** Rows that stand for one learner each, and those that are put aside with the reason why. */
export type SortedRows = {
  readonly usable: readonly RosterLearner[]
  readonly unusable: readonly UnusableRow[]
  readonly reports: readonly Report[]
}

/** The numbers of other schools that rows name, in order. */
export const otherSchoolNumbers = (school: PlanInput['school'], rows: readonly RosterLearner[]): string[] => {
  const numbers = new Set(rows.flatMap(({ schoolNumber }) => schoolNumber || []))
  return [...numbers].filter((number) => isNumberOf(school.id, number) === false).sort()
}

/** Whether most rows that name a school name another one: then it isn't the rows that are wrong but the roster. */
export const namesOtherSchool = (school: PlanInput['school'], { learners }: WholeRoster): boolean => {
  const others = new Set(otherSchoolNumbers(school, learners))
  const naming = learners.filter(({ schoolNumber }) => schoolNumber)
  return naming.filter(({ schoolNumber }) => others.has(schoolNumber ?? '')).length * 2 > naming.length
}

/** The rows that share a value with another row, by that value. */
const shared = (
  rows: readonly RosterLearner[],
  keyOf: (row: RosterLearner) => string | null,
): Map<string, RosterLearner[]> => {
  const byValue = new Map<string, RosterLearner[]>()
  for (const row of rows) {
    const value = keyOf(row)
    if (value === null) continue
    const same = byValue.get(value)
    if (same) same.push(row)
    else byValue.set(value, [row])
  }
  for (const [value, same] of byValue) if (same.length === 1) byValue.delete(value)
  return byValue
}

/** The numbers of the other rows among these. */
export const otherRows = (rows: readonly RosterLearner[], row: RosterLearner): string =>
  [...new Set(rows)]
    .filter((other) => other !== row)
    .map((other) => other.row)
    .sort((a, b) => a - b)
    .join(', ')

/** Sorts out rows with one UPN or one sourcedId between them, and rows of another school in a roster of this one. */
export const sortRows = (school: PlanInput['school'], roster: WholeRoster): SortedRows => {
  const rows = roster.learners
  const others = new Set(namesOtherSchool(school, roster) ? [] : otherSchoolNumbers(school, rows))
  const sameUpn = shared(rows, ({ upn }) => upn)
  const sameSourcedId = shared(rows, ({ sourcedId }) => sourcedId)
  const usable: RosterLearner[] = []
  const unusable: UnusableRow[] = roster.held.map((row) => ({ ...row, doubtfulUpn: false }))
  const reports: Report[] = []
  const putAside = (row: RosterLearner, code: Report['code'], values: Report['values']) => {
    unusable.push({ ...row, doubtfulUpn: code === 'duplicate-upn' })
    reports.push({ code, row: row.row, learnerId: null, values })
  }
  for (const row of rows) {
    const withUpn = row.upn === null ? undefined : sameUpn.get(row.upn)
    const withSourcedId = row.sourcedId === null ? undefined : sameSourcedId.get(row.sourcedId)
    if (withUpn) putAside(row, 'duplicate-upn', { others: otherRows(withUpn, row) })
    else if (withSourcedId) putAside(row, 'duplicate-sourced-id', { others: otherRows(withSourcedId, row) })
    else if (others.has(row.schoolNumber ?? ''))
      putAside(row, 'row-of-another-school', { number: row.schoolNumber ?? '' })
    else usable.push(row)
  }
  return { usable, unusable, reports }
}
