import type { Learner } from '../../learner.ts'
import { hasLeft } from '../../schoolDay.ts'
import { yearGroupOrder } from '../../yearGroups.ts'
import type { ChangeKind, Decision, Hold } from './plan.ts'
import type { PlanInput, WholeRoster } from './planInput.ts'
import { isNumberOf } from './schoolNumber.ts'
import { namesOtherSchool, otherSchoolNumbers } from './usableRows.ts'

const isActive = ({ status, leaver }: Learner): boolean => status === 'active' && !leaver

const has = (decision: Decision, ...kinds: ChangeKind[]): boolean =>
  decision.changes.some(({ kind }) => kinds.includes(kind))

const leaverHold = (active: number, decisions: readonly Decision[], { thresholds }: PlanInput): Hold[] => {
  const most = Math.max(thresholds.leaversAtLeast, thresholds.leaversShare * active)
  const leaving = decisions.filter((decision) => decision.action === 'change' && has(decision, 'leave', 'deactivate'))
  const missing = decisions.filter((decision) => has(decision, 'miss'))
  if (leaving.length + missing.length <= most) return []
  const values = { leaving: leaving.length, missing: missing.length, active, most: Math.floor(most) }
  return [{ code: 'too-many-leavers', values }]
}

const changeHold = (active: number, decisions: readonly Decision[], { thresholds }: PlanInput): Hold[] => {
  const most = thresholds.changesShare * active
  const changed = decisions.filter(
    (decision) => decision.action === 'change' && isActive(decision.learner) && has(decision, 'update'),
  )
  if (changed.length <= most) return []
  return [{ code: 'too-many-changes', values: { changed: changed.length, active, most: Math.floor(most) } }]
}

const otherSchoolHolds = (roster: WholeRoster, { school, current, elsewhere }: PlanInput): Hold[] => {
  const listed = roster.about.schoolNumbers.map((number) => isNumberOf(school.id, number))
  const notListed = listed.length > 0 && listed.every((own) => own === false)
  if (notListed || namesOtherSchool(school, roster)) {
    const numbers = notListed ? [...roster.about.schoolNumbers].sort() : otherSchoolNumbers(school, roster.learners)
    return [{ code: 'other-school-number', values: { numbers: numbers.slice(0, 5).join(', ') } }]
  }
  const here = new Set(current.filter(({ leaver }) => !leaver).map(({ upn }) => upn))
  const live = new Set(elsewhere.filter((account) => account.live).map(({ upn }) => upn))
  const rows = roster.learners.filter(({ upn }) => upn !== null)
  const foreign = rows.filter(({ upn }) => live.has(upn) && !here.has(upn))
  if (foreign.length * 2 <= rows.length) return []
  return [{ code: 'other-school-learners', values: { elsewhere: foreign.length, rows: rows.length } }]
}

const yearGroupHold = (
  { learners }: WholeRoster,
  isNamed: (learner: Learner) => boolean,
  { current, today }: PlanInput,
): Hold[] => {
  if (learners.every(({ yearGroup }) => yearGroup === undefined)) return []
  const seen = new Set<string | null | undefined>(learners.map(({ yearGroup }) => yearGroup))
  const unseen = current.filter(
    (learner) =>
      isActive(learner) &&
      learner.yearGroup !== null &&
      !seen.has(learner.yearGroup) &&
      learner.missingSince === null &&
      !hasLeft(learner.leavingDate, today),
  )
  const named = new Set(unseen.filter(isNamed).map(({ yearGroup }) => yearGroup))
  const lost = unseen.filter(({ yearGroup }) => !named.has(yearGroup))
  if (lost.length === 0) return []
  const years = [...new Set(lost.map(({ yearGroup }) => yearGroup ?? ''))]
  years.sort((a, b) => yearGroupOrder(a) - yearGroupOrder(b))
  return [{ code: 'year-group-vanished', values: { years: years.join(', '), learners: lost.length } }]
}

/**
 * Why this plan must wait for a Digital Champion; none when it need not.
 *
 * @param isNamed whether a row that can't be used is about the learner.
 */
export const holdsOf = (
  input: PlanInput,
  decisions: readonly Decision[],
  isNamed: (learner: Learner) => boolean,
): Hold[] => {
  const { roster } = input
  const active = input.current.filter(isActive).length
  const whole = roster?.about.complete ? roster : undefined
  return [
    ...(whole && whole.learners.length === 0 ? [{ code: 'zero-learners', values: {} } as const] : []),
    ...(roster ? otherSchoolHolds(roster, input) : []),
    ...leaverHold(active, decisions, input),
    ...changeHold(active, decisions, input),
    ...(whole ? yearGroupHold(whole, isNamed, input) : []),
  ]
}
