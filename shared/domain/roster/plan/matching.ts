import type { Learner } from '../../learner.ts'
import type { RosterLearner } from '../rosterLearner.ts'
import { admissionKey, permanentUpn } from './identity.ts'
import { isSomebodyElse, seemsTheSame } from './people.ts'
import type { Report } from './plan.ts'
import type { UnusableRow } from './unusableRows.ts'
import { otherRows } from './usableRows.ts'

/** Rows with the learners of the school that they are about; `unknown` are about nobody here. */
export type Matching = {
  readonly matched: readonly { readonly row: RosterLearner; readonly learner: Learner }[]
  readonly unknown: readonly RosterLearner[]
  /** Whom rows are about that were put aside for it. */
  readonly contested: ReadonlySet<Learner>
  readonly unusable: readonly UnusableRow[]
  readonly reports: readonly Report[]
}

/** The account that a permanent UPN belongs to at other schools. */
export type AccountIdOf = (upn: string | null) => string | undefined

const group = <T>(values: readonly T[], keyOf: (value: T) => string | null): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const key = keyOf(value)
    if (key === null) continue
    const others = groups.get(key)
    if (others) others.push(value)
    else groups.set(key, [value])
  }
  return groups
}

const of = <T>(groups: ReadonlyMap<string, T[]>, key: string | null): readonly T[] =>
  (key === null ? undefined : groups.get(key)) ?? []

/** Whether one admission number means one person: always where the row brings the UPN that the learner lacks. */
const admissionHolds = (row: RosterLearner, learner: Learner, accountIdOf: AccountIdOf): boolean => {
  if (isSomebodyElse(row, learner)) return false
  const upn = permanentUpn(row)
  const taken = accountIdOf(upn) !== undefined
  const hasNone = permanentUpn(learner) === null
  if (row.upn !== null && hasNone && !taken && !learner.leaver) return true
  return (hasNone || !taken) && seemsTheSame(row, learner)
}

/**
 * Finds out which learner of the school each row is about: by UPN, then sourcedId, then admission number where that may be
 * believed. Rows that are about one learner are all put aside.
 */
export const matchRows = (
  rows: readonly RosterLearner[],
  current: readonly Learner[],
  accountIdOf: AccountIdOf,
): Matching => {
  const matched = new Map<Learner, RosterLearner>()
  const unknown: RosterLearner[] = []
  const unusable: UnusableRow[] = []
  const reports: Report[] = []
  const putAside = (row: RosterLearner, code: Report['code'], learner?: Learner, values: Report['values'] = {}) => {
    unusable.push({ ...row, doubtfulUpn: code === 'upn-of-another' })
    reports.push({ code, row: row.row, learnerId: learner?.id ?? null, values })
  }

  const byUpn = group(current, ({ upn }) => upn)
  const byId = group(current, ({ id }) => id)
  const bySourcedId = group(current, ({ sourcedId }) => sourcedId)
  const claims = new Map<Learner, RosterLearner[]>()
  const unclaimed: RosterLearner[] = []
  const holdersOf = (row: RosterLearner): readonly Learner[] => {
    const holders = of(byUpn, row.upn)
    if (holders.length > 0) return holders
    const account = of(byId, accountIdOf(permanentUpn(row)) ?? null)
    return account.length > 0 ? account : of(bySourcedId, row.sourcedId)
  }
  for (const row of rows) {
    const [learner, another] = holdersOf(row)
    if (learner === undefined) unclaimed.push(row)
    else if (another) putAside(row, 'several-learners')
    else claims.set(learner, [...(claims.get(learner) ?? []), row])
  }
  for (const [learner, claimed] of claims) {
    const [row, ...others] = claimed
    if (row && others.length === 0 && !isSomebodyElse(row, learner)) matched.set(learner, row)
    else
      for (const one of claimed) {
        if (isSomebodyElse(one, learner)) putAside(one, 'upn-of-another', learner)
        else putAside(one, 'same-learner', learner, { others: otherRows(claimed, one) })
      }
  }

  const keyAfter = (learner: Learner) => admissionKey(matched.get(learner)?.admissionNumber ?? learner.admissionNumber)
  const byAdmission = group(current, keyAfter)
  const sameNumber = group(rows, ({ admissionNumber }) => admissionKey(admissionNumber))
  for (const row of unclaimed) {
    const key = admissionKey(row.admissionNumber)
    const holders = of(byAdmission, key)
    const [learner, another] = holders
    const rivals = [...of(sameNumber, key), ...holders.flatMap((holder) => claims.get(holder) ?? [])]
    if (learner === undefined) unknown.push(row)
    else if (rivals.some((rival) => rival !== row)) {
      putAside(row, 'same-learner', another ? undefined : learner, { others: otherRows(rivals, row) })
    } else if (another && holders.some((holder) => !isSomebodyElse(row, holder))) putAside(row, 'several-learners')
    else if (another || !admissionHolds(row, learner, accountIdOf)) unknown.push(row)
    else matched.set(learner, row)
  }
  const contested = new Set([...claims.keys()].filter((learner) => !matched.has(learner)))
  return {
    contested,
    matched: [...matched].map(([learner, row]) => ({ row, learner })),
    unknown,
    unusable,
    reports,
  }
}
