import type { Learner } from '../../shared/domain/learner.ts'
import { changeMessage } from '../../shared/domain/roster/plan/changeMessages.ts'
import { holdMessage } from '../../shared/domain/roster/plan/holdMessages.ts'
import type { Decision, Plan } from '../../shared/domain/roster/plan/plan.ts'
import type { WholeRoster } from '../../shared/domain/roster/plan/planInput.ts'
import { reportMessage } from '../../shared/domain/roster/plan/reportMessages.ts'
import type { RosterFileError, RosterLearner } from '../../shared/domain/roster/rosterLearner.ts'
import type { SyncChange, SyncFindings, SyncHold, SyncProblem } from '../../shared/domain/roster/rosterSync.ts'
import type { PlannedSync } from './planSync.ts'

/** Who a decision is about, where they have an account yet. */
export const learnerIdOf = (decision: Decision): string | null => {
  if (decision.action === 'create') return null
  return decision.action === 'join' ? decision.account.accountId : decision.learner.id
}

/** The row that a decision comes from. */
export const rowOf = (decision: Decision): number | null => {
  if (decision.action === 'erase') return null
  return decision.action === 'change' ? decision.row : decision.row.row
}

const changesOf = (decision: Decision): SyncChange[] =>
  decision.changes.map(({ kind, code, values }) => ({
    kind,
    learnerId: learnerIdOf(decision),
    row: rowOf(decision),
    message: changeMessage(code, values),
  }))

/** What people are shown of a plan: what is reported of a learner stands beside the changes, all else is to be mended. */
export const findingsOf = ({ plan, problems }: PlannedSync): SyncFindings => {
  const reports = plan.reports.map(({ code, row, learnerId, values }) => ({
    code,
    row,
    learnerId,
    message: reportMessage(code, values),
  }))
  const ofLearners = reports.filter(({ learnerId }) => learnerId !== null)
  const ofRows = reports.filter(({ learnerId }) => learnerId === null)
  return {
    changes: [
      ...plan.decisions.flatMap(changesOf),
      ...ofLearners.map(({ code: _, ...report }) => ({ kind: 'report', ...report })),
    ],
    problems: [...problems, ...ofRows.map(({ code, row, message }) => ({ code, row, column: null, message }))],
  }
}

export const holdsOf = ({ holds }: Plan): SyncHold[] =>
  holds.map(({ code, values }) => ({ code, message: holdMessage(code, values) }))

/** Why a sync waits that was approved, when by then it comes to something else. */
export const planOutOfDate: SyncHold = {
  code: 'plan-out-of-date',
  message: {
    en: 'The learners changed after this plan was shown, and nothing of it was applied. This is what it comes to now.',
    cy: 'Newidiodd y dysgwyr ar ôl i’r cynllun hwn gael ei ddangos, ac ni roddwyd dim ohono ar waith. Dyma’r cynllun erbyn hyn.',
  },
}

/** What people are shown of a file that can't be used. */
export const unusableFile = ({ code, text, row, column }: RosterFileError) => {
  const problem: SyncProblem = { code, row: row ?? null, column: column ?? null, message: text }
  return { holds: [{ code, message: text }], findings: { changes: [], problems: [problem] } }
}

/** What a decision that could not be carried out leaves to be said. */
export const notApplied = (decision: Decision): SyncProblem => ({
  code: 'not-applied',
  row: rowOf(decision),
  column: null,
  message: {
    en: 'This learner could not be changed this time; the next roster tries again.',
    cy: 'Ni ellid newid y dysgwr hwn y tro hwn; bydd y rhestr nesaf yn rhoi cynnig arall arni.',
  },
})

/** The findings with the ids of those who got their account by the sync. */
export const withNewIds = (
  findings: SyncFindings,
  roster: WholeRoster | null,
  learners: readonly Learner[],
): SyncFindings => {
  const byUpn = new Map(learners.map(({ upn, id }) => [upn, id]))
  const bySourcedId = new Map(learners.map(({ sourcedId, id }) => [sourcedId, id]))
  const idOf = ({ upn, sourcedId }: RosterLearner) => (upn === null ? bySourcedId.get(sourcedId) : byUpn.get(upn))
  const idOfRow = new Map(roster?.learners.map((row) => [row.row, idOf(row)]))
  const changes = findings.changes.map((change) =>
    change.kind === 'create' && change.row !== null
      ? { ...change, learnerId: idOfRow.get(change.row) ?? null }
      : change,
  )
  return { ...findings, changes }
}
