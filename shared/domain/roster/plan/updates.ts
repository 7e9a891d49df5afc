import type { Learner } from '../../learner.ts'
import type { RosterLearner } from '../rosterLearner.ts'
import { admissionKey, permanentUpn } from './identity.ts'
import type { Change, LearnerFields, Report } from './plan.ts'

/** What a row changes about a learner beside where they stand. Names are not among it: they never change by a roster. */
export type Updates = {
  readonly set: LearnerFields
  readonly changes: readonly Change[]
  readonly upnReport: Report['code'] | undefined
}

const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((value, place) => value === other[place])

const sorted = (values: readonly string[]): readonly string[] =>
  values.every((value, place) => place === 0 || (values[place - 1] ?? '') <= value) ? values : [...values].sort()

/** The UPN the learner is known by from now on: a permanent one is never given up for a temporary one. */
const upnAfter = (
  row: RosterLearner,
  learner: Learner,
  isElsewhere: (upn: string) => boolean,
): { upn: string | null; report?: Report['code'] } => {
  const permanent = permanentUpn(row)
  if (row.upn === null || row.upn === learner.upn) return { upn: learner.upn }
  if (permanent === null) return { upn: permanentUpn(learner) ?? row.upn }
  if (isElsewhere(permanent)) return { upn: learner.upn, report: 'upn-in-use' }
  return learner.otherSchoolIds.length > 0 ? { upn: learner.upn, report: 'upn-differs' } : { upn: permanent }
}

/**
 * The fields of a row that differ from what is known. A column that isn't there (`undefined`) changes nothing.
 *
 * @param isElsewhere whether a permanent UPN has an account at another school.
 */
export const updatesOf = (row: RosterLearner, learner: Learner, isElsewhere: (upn: string) => boolean): Updates => {
  const set: { -readonly [Field in keyof LearnerFields]: LearnerFields[Field] } = {}
  const changes: Change[] = []
  const update = (code: Change['code'], from: string | null, to: string | null) => {
    changes.push({ kind: 'update', code, values: { from, to } })
  }
  const { upn, report } = upnAfter(row, learner, isElsewhere)
  if (upn !== learner.upn) {
    set.upn = upn
    changes.push({ kind: 'update', code: 'upn-changed', values: {} })
  }
  if (row.admissionNumber !== null && admissionKey(row.admissionNumber) !== admissionKey(learner.admissionNumber)) {
    set.admissionNumber = row.admissionNumber
    update('admission-number-changed', learner.admissionNumber, row.admissionNumber)
  }
  if (row.yearGroup !== undefined && row.yearGroup !== learner.yearGroup) {
    set.yearGroup = row.yearGroup
    update('year-group-changed', learner.yearGroup, row.yearGroup)
  }
  if (row.registrationGroup !== undefined && row.registrationGroup !== learner.registrationGroup) {
    set.registrationGroup = row.registrationGroup
    update('registration-group-changed', learner.registrationGroup, row.registrationGroup)
  }
  const classes = row.teachingClasses
  if (classes !== undefined && !sameList(sorted(classes), sorted(learner.teachingClasses))) {
    set.teachingClasses = classes
    update('teaching-classes-changed', learner.teachingClasses.join(', '), classes.join(', '))
  }
  if (row.consent !== undefined && row.consent !== learner.consent) {
    set.consent = row.consent
    update('consent-changed', learner.consent, row.consent)
  }
  if (row.dateOfBirth && row.dateOfBirth !== learner.dateOfBirth) set.dateOfBirth = row.dateOfBirth
  if (row.sourcedId !== null && row.sourcedId !== learner.sourcedId) set.sourcedId = row.sourcedId
  return { set, changes, upnReport: report }
}
