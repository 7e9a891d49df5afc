import { displayNameOf } from '../../names.ts'
import { hasLeft } from '../../schoolDay.ts'
import type { RosterLearner } from '../rosterLearner.ts'
import { leftLongAgo } from './erasure.ts'
import { permanentUpn } from './identity.ts'
import { nameReport, type Outcome } from './knownLearners.ts'
import { hasLostLettersInName, isSomebodyElse, sameLegalName } from './people.ts'
import type { Change, Report } from './plan.ts'
import type { AccountElsewhere } from './planInput.ts'
import type { Planning } from './planning.ts'
import { type Standing, standingAfter } from './standing.ts'

/** A report has to tell who it is and since when; OneRoster has no such columns. */
const isEnoughForAnAccount = (row: RosterLearner): boolean =>
  row.sourcedId !== null || (row.upn !== null && row.admissionNumber !== null && row.admissionDate !== null)

const joinedCode = ({ leaver, status, deactivatedReason }: Standing): Change['code'] => {
  if (leaver) return 'account-joined-as-leaver'
  if (status === 'active') return 'account-joined'
  return deactivatedReason === 'by-hand' ? 'account-joined-by-hand' : 'account-joined-curtailed'
}

/** Somebody's account from another school: it stays one account, with its username and display name. */
const join = (row: RosterLearner, account: AccountElsewhere, { today, roster }: Planning): Outcome => {
  const { username, forename, surname, legalForename, legalSurname, status, deactivatedReason, schoolIds } = account
  const leavingDate = row.leavingDate ?? null
  const hasLeftHere = hasLeft(leavingDate, today)
  const before: Standing = {
    leaver: true,
    leavingDate: null,
    leaverSince: null,
    missingSince: null,
    status,
    deactivatedReason,
  }
  const enabled = roster?.oneRoster ? row.enabled : undefined
  const liveElsewhere = account.live || hasLeftHere
  const known = { leavingDate, missingSince: null, onRoster: true, enabled, liveElsewhere }
  const standing = standingAfter(before, known, today)
  const legalName = sameLegalName(row, account)
    ? { legalForename, legalSurname }
    : { legalForename: row.legalForename, legalSurname: row.legalSurname }
  const set = {
    username,
    forename,
    surname,
    ...legalName,
    ...standing,
    otherSchoolIds: liveElsewhere ? schoolIds : [],
  }
  const changes: Change[] = [{ kind: 'join', code: joinedCode(standing), values: { leavingDate } }]
  return {
    decision: { action: 'join', row, account, set, changes },
    reports: standing.leaver ? [] : nameReport(row, account, account.accountId),
  }
}

/** What is to be done about a row of somebody whom the school doesn't know. */
export const decideNewcomer = (row: RosterLearner, planning: Planning): Outcome => {
  const { today, thresholds, accountByUpn } = planning
  const report = (code: Report['code']): Report => ({ code, row: row.row, learnerId: null, values: {} })
  if (leftLongAgo(row.leavingDate, today, thresholds)) return { reports: [] }
  const account = accountByUpn(permanentUpn(row))
  if (account) {
    if (isSomebodyElse(row, account)) return { reports: [report('upn-of-another')] }
    if (row.enrolmentStatus === 'G' && account.live) return { reports: [report('guest')] }
    return join(row, account, planning)
  }
  if (!isEnoughForAnAccount(row)) return { reports: [report('not-enough-for-an-account')] }
  const { leavingDate = null } = row
  const name = displayNameOf(row.legalForename, row.legalSurname)
  const change: Change = hasLeft(leavingDate, today)
    ? { kind: 'create', code: 'account-made-for-leaver', values: { name, leavingDate } }
    : { kind: 'create', code: 'account-made', values: { name } }
  return {
    decision: { action: 'create', row, changes: [change] },
    reports: hasLostLettersInName(row) ? [report('letters-lost')] : [],
  }
}
