import type { Account } from './account.ts'
import type { Learner } from './learner.ts'
import type { Role } from './permissions.ts'
import type { RosterLearner } from './roster/rosterLearner.ts'
import type { School } from './school.ts'
import { hasLeft, schoolDayOf } from './schoolDay.ts'
import { isPrimaryYear } from './yearGroups.ts'

/** A learner is a primary one in nursery to year 6; without a year group the school's phase decides. */
export const learnerRole = (yearGroup: string | null, { phase }: School): Role => {
  const primary = yearGroup === null ? phase === 'primary' : isPrimaryYear(yearGroup)
  return primary ? 'primary-learner' : 'secondary-learner'
}

/** The account and the school's record of somebody who is on the roster for the first time. There is no password yet. */
export const newLearner = (
  row: RosterLearner,
  { id, username, school, now }: { id: string; username: string; school: School; now: Date },
): { account: Account; learner: Learner } => {
  const yearGroup = row.yearGroup ?? null
  const today = schoolDayOf(now)
  const leaver = hasLeft(row.leavingDate, today)
  const status = leaver || !row.enabled ? 'deactivated' : 'active'
  const names = { forename: row.legalForename, surname: row.legalSurname }
  return {
    account: {
      id,
      username,
      ...names,
      role: learnerRole(yearGroup, school),
      authorityId: school.authorityId,
      schoolIds: [school.id],
      status,
      epoch: 1,
      passwordChangeRequired: false,
    },
    learner: {
      id,
      username,
      ...names,
      upn: row.upn,
      admissionNumber: row.admissionNumber,
      legalForename: row.legalForename,
      legalSurname: row.legalSurname,
      yearGroup,
      registrationGroup: row.registrationGroup ?? null,
      teachingClasses: row.teachingClasses ?? [],
      leaver,
      leavingDate: row.leavingDate ?? null,
      status,
      deactivatedReason: leaver ? 'leaver' : row.enabled ? null : 'curtailed',
      consent: row.consent ?? 'unknown',
      createdAt: now.toISOString(),
      passwordStatus: 'not-available',
      passwordSetAt: null,
      passwordVersion: 0,
      version: 1,
      sourcedId: row.sourcedId,
      dateOfBirth: row.dateOfBirth ?? null,
      missingSince: null,
      leaverSince: leaver ? today : null,
      otherSchoolIds: [],
    },
  }
}
