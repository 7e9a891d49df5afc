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
  readonly unusable: readonly UnusableRow[]
  readonly reports: readonly Report[]
}

/** What a row is tied to a learner by; the smaller number is believed when two rows want one learner. */
const strengths = { upn: 0, sourcedId: 1, admissionNumber: 2 } as const

type Found = { readonly learner: Learner; readonly strength: number } | 'several' | undefined
type Claim = { readonly row: RosterLearner; readonly strength: number }

const index = (
  learners: readonly Learner[],
  keyOf: (learner: Learner) => string | null,
): ((key: string | null) => Learner | 'several' | undefined) => {
  const byKey = new Map<string, Learner | 'several'>()
  for (const learner of learners) {
    const key = keyOf(learner)
    if (key !== null) byKey.set(key, byKey.has(key) ? 'several' : learner)
  }
  return (key) => (key === null ? undefined : byKey.get(key))
}

/** Makes what finds the learner a row is about: by UPN, then sourcedId, then admission number where that may be believed. */
const finder = (
  current: readonly Learner[],
  isElsewhere: (upn: string) => boolean,
): ((row: RosterLearner) => Found) => {
  const byUpn = index(current, ({ upn }) => upn)
  const bySourcedId = index(current, ({ sourcedId }) => sourcedId)
  const byAdmission = index(current, ({ admissionNumber }) => admissionKey(admissionNumber))

  const admissionHolds = (row: RosterLearner, learner: Learner): boolean => {
    if (isSomebodyElse(row, learner)) return false
    const upn = permanentUpn(row)
    const [known, replaced] = [upn !== null && isElsewhere(upn), upn !== null && permanentUpn(learner) !== null]
    if (known && replaced) return false
    return known || replaced || learner.leaver ? seemsTheSame(row, learner) : true
  }

  return (row) => {
    const upnHolder = byUpn(row.upn)
    if (upnHolder && upnHolder !== 'several') return { learner: upnHolder, strength: strengths.upn }
    const known = bySourcedId(row.sourcedId)
    if (known) return known === 'several' ? known : { learner: known, strength: strengths.sourcedId }
    const admitted = byAdmission(admissionKey(row.admissionNumber))
    return admitted && admitted !== 'several' && admissionHolds(row, admitted)
      ? { learner: admitted, strength: strengths.admissionNumber }
      : undefined
  }
}

/** The claim that wins a learner: the strongest, when no other one is as strong. */
const winner = (claims: readonly Claim[]): Claim | undefined => {
  const strongest = Math.min(...claims.map(({ strength }) => strength))
  const best = claims.filter(({ strength }) => strength === strongest)
  return best.length === 1 ? best[0] : undefined
}

/**
 * Finds out which learner of the school each row is about.
 *
 * @param isElsewhere whether a permanent UPN has an account at another school.
 */
export const matchRows = (
  rows: readonly RosterLearner[],
  current: readonly Learner[],
  isElsewhere: (upn: string) => boolean,
): Matching => {
  const find = finder(current, isElsewhere)
  const claims = new Map<Learner, Claim[]>()
  const matched: { row: RosterLearner; learner: Learner }[] = []
  const unknown: RosterLearner[] = []
  const unusable: UnusableRow[] = []
  const reports: Report[] = []
  const putAside = (row: RosterLearner, code: Report['code'], learner?: Learner, values: Report['values'] = {}) => {
    unusable.push({ ...row, doubtfulUpn: code === 'upn-of-another' })
    reports.push({ code, row: row.row, learnerId: learner?.id ?? null, values })
  }

  for (const row of rows) {
    const found = find(row)
    if (found === undefined) unknown.push(row)
    else if (found === 'several') putAside(row, 'several-learners')
    else if (isSomebodyElse(row, found.learner)) putAside(row, 'upn-of-another', found.learner)
    else {
      const { learner, strength } = found
      const others = claims.get(learner)
      if (others) others.push({ row, strength })
      else claims.set(learner, [{ row, strength }])
    }
  }
  for (const [learner, wanted] of claims) {
    const won = winner(wanted)
    const rowsWanted = wanted.map(({ row }) => row)
    for (const claim of wanted) {
      if (claim === won) matched.push({ row: claim.row, learner })
      else putAside(claim.row, 'same-learner', learner, { others: otherRows(rowsWanted, claim.row) })
    }
  }
  return { matched, unknown, unusable, reports }
}
