import type { Learner } from '../../learner.ts'
import { displayNameOf } from '../../names.ts'
import { hasLeft } from '../../schoolDay.ts'
import type { RosterLearner } from '../rosterLearner.ts'
import { erasureOf } from './erasure.ts'
import { permanentUpn } from './identity.ts'
import { type Evidence, leavingOf } from './leavers.ts'
import { hasLostLettersInName, type Person, sameLegalName } from './people.ts'
import type { Decision, LearnerFields, Report } from './plan.ts'
import type { AccountElsewhere } from './planInput.ts'
import type { Planning } from './planning.ts'
import { type Standing, standingAfter, standingChanges } from './standing.ts'
import { updatesOf } from './updates.ts'

/** What comes of one row or one learner. */
export type Outcome = { readonly decision?: Decision; readonly reports: readonly Report[] }

/** The name in the MIS, where it isn't the one that is known: the sync only ever tells it. */
export const nameReport = (row: RosterLearner, person: Person, learnerId: string): Report[] => {
  if (sameLegalName(row, person)) return []
  if (hasLostLettersInName(row)) return [{ code: 'letters-lost', row: row.row, learnerId, values: {} }]
  const misName = displayNameOf(row.legalForename, row.legalSurname)
  const displayName = displayNameOf(person.forename, person.surname)
  return [{ code: 'name-changed', row: row.row, learnerId, values: { misName, displayName } }]
}

const changedFields = (learner: Learner, fields: LearnerFields): LearnerFields =>
  Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => {
      const before = learner[name as keyof Learner]
      return Array.isArray(value) && Array.isArray(before) ? value.join() !== before.join() : value !== before
    }),
  )

/** What the learner's record takes over from the account when it comes back from other schools. */
const regained = ({ username, upn, forename, surname, live, schoolIds }: AccountElsewhere): LearnerFields => ({
  username,
  upn,
  forename,
  surname,
  otherSchoolIds: live ? schoolIds : [],
})

/** What is to be done about a learner whom the school knows. */
export const decideKnown = (learner: Learner, evidence: Evidence, planning: Planning): Outcome => {
  const { today, thresholds, roster, accountById, accountByUpn } = planning
  const row = evidence.kind === 'row' ? evidence.row : undefined
  const rowNumber = evidence.kind === 'row' ? evidence.row.row : evidence.kind === 'removed' ? evidence.row : null
  const report = (code: Report['code']): Report => ({ code, row: rowNumber, learnerId: learner.id, values: {} })
  const { because, ...leaving } = leavingOf(learner, evidence, roster)

  const wentOn = learner.leaver && learner.otherSchoolIds.length > 0
  const comesBack = wentOn && row !== undefined && !hasLeft(leaving.leavingDate, today)
  const account = comesBack ? accountById(learner.id) : undefined
  if (comesBack && !account) return { reports: [report('account-gone')] }
  if (account && row && permanentUpn(row) !== null && row.upn !== account.upn)
    return { reports: [report('upn-differs')] }
  if (account?.live && row?.enrolmentStatus === 'G') return { reports: [report('guest')] }

  const { status, deactivatedReason } = account ?? learner
  const before: Standing = { ...learner, status, deactivatedReason }
  const liveElsewhere = account ? account.live : learner.otherSchoolIds.length > 0
  const enabled = roster?.oneRoster ? row?.enabled : undefined
  const after = standingAfter(before, { ...leaving, onRoster: row !== undefined, enabled, liveElsewhere }, today)
  const mayBeErased = evidence.kind !== 'unclear' && !(row && row.leavingDate === undefined)
  const erasure = erasureOf(learner, after, today, thresholds)
  if (erasure.decision && mayBeErased) return { decision: erasure.decision, reports: [] }

  const updates = row
    ? updatesOf(row, account ? { ...learner, upn: account.upn } : learner, (upn) => accountByUpn(upn) !== undefined)
    : undefined
  const set = changedFields(learner, { ...(account && regained(account)), ...after, ...updates?.set })
  const changes = [...standingChanges(before, after, because), ...(updates?.changes ?? [])]
  const reports = [
    ...(row && !after.leaver
      ? nameReport(row, account ? { ...learner, ...regained(account) } : learner, learner.id)
      : []),
    ...(updates?.upnReport ? [report(updates.upnReport)] : []),
    ...(enabled === false && !after.leaver && after.status === 'active' ? [report('curtailed-elsewhere')] : []),
    ...(erasure.report ? [erasure.report] : []),
  ]
  if (Object.keys(set).length === 0) return { reports }
  return { decision: { action: 'change', row: rowNumber, learner, ...(account && { account }), set, changes }, reports }
}
