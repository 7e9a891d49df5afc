import type { Learner } from '../../learner.ts'
import { countsOf } from './counts.ts'
import { holdsOf } from './holds.ts'
import { decideKnown, type Outcome } from './knownLearners.ts'
import type { Evidence } from './leavers.ts'
import { matchRows } from './matching.ts'
import { decideNewcomer } from './newcomers.ts'
import type { Decision, Plan, Report } from './plan.ts'
import type { PlanInput } from './planInput.ts'
import { planningOf } from './planning.ts'
import { decisionKey } from './planText.ts'
import { removedLearners } from './removedLearners.ts'
import { mentionsIn } from './unusableRows.ts'
import { sortRows } from './usableRows.ts'

const inOrder = <T>(values: readonly T[], keyOf: (value: T) => string): T[] =>
  values
    .map((value) => [keyOf(value), value] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, value]) => value)

const changesNothing = ({ decision }: Outcome): boolean => !decision || decision.changes.length === 0

const saysNothing = ({ decision, reports }: Outcome): boolean => !decision && reports.length === 0

const reportKey = ({ row, code, learnerId }: Report): string =>
  `${String(row ?? 0).padStart(9, '0')} ${code} ${learnerId ?? ''}`

/**
 * What is to be done about everyone at a school, by a roster or, without one, by the leaving dates that are known.
 * It does nothing itself; the same input gives the same plan, whatever the order of rows.
 */
export const planRoster = (input: PlanInput): Plan => {
  const { school, roster, current } = input
  const planning = planningOf(input)
  const sorted = roster ? sortRows(school, roster) : { usable: [], unusable: [], reports: [] }
  const matching = matchRows(sorted.usable, current, (upn) => planning.accountByUpn(upn)?.accountId)
  const rowOf = new Map(matching.matched.map(({ row, learner }) => [learner, row]))
  const removed = removedLearners(roster?.removed ?? [], current)
  const mentions = mentionsIn([...sorted.unusable, ...matching.unusable])
  const isUnclear = (learner: Learner) => matching.contested.has(learner) || mentions.names(learner)
  let possible = 0

  const absent = (learner: Learner): Evidence => {
    if (!roster?.about.complete || learner.leaver || learner.leavingDate !== null) return { kind: 'nothing' }
    if (!mentions.mayMean(learner)) return { kind: 'missing' }
    possible += 1
    return { kind: 'unclear' }
  }
  const evidenceOf = (learner: Learner): Evidence => {
    const row = rowOf.get(learner)
    if (row) return { kind: 'row', row }
    if (isUnclear(learner)) return { kind: 'unclear' }
    const removal = removed.get(learner)
    return removal ? { kind: 'removed', row: removal.row } : absent(learner)
  }

  const known = new Map(current.map((learner) => [learner, decideKnown(learner, evidenceOf(learner), planning)]))
  const newcomers = matching.unknown.map((row) => decideNewcomer(row, planning))
  const all: Outcome[] = [...known.values(), ...newcomers]
  const decisions: Decision[] = inOrder(
    all.flatMap(({ decision }) => decision ?? []),
    decisionKey,
  )
  const reports = inOrder(
    [
      ...sorted.reports,
      ...matching.reports,
      ...all.flatMap((outcome) => outcome.reports),
      ...(possible > 0
        ? [{ code: 'missing-uncertain', row: null, learnerId: null, values: { learners: possible } } as const]
        : []),
    ],
    reportKey,
  )
  const holds = holdsOf(input, decisions, isUnclear)
  const asTheyWere = [...known].filter(([learner, outcome]) => rowOf.has(learner) && changesNothing(outcome))
  const unchanged = asTheyWere.length + newcomers.filter(saysNothing).length
  return { decisions, holds, reports, counts: countsOf(roster, decisions, reports, unchanged) }
}
