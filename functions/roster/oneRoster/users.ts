import { keptName } from '../../../shared/domain/names.ts'
import type { RosterItem, RosterProblem } from '../../../shared/domain/roster/rosterLearner.ts'
import { longestValue, nameIn } from '../rosterCells.ts'
import { type RowProblemCode, rowProblem } from '../rowProblems.ts'
import { cellAt, kept, type Places } from './bundle.ts'
import type { Member } from './members.ts'
import type { BundleSchool } from './schools.ts'
import { upnAmong, upnPerhaps, yearGroupOf } from './userCells.ts'

const always = ['sourcedId', 'enabledUser', 'givenName', 'familyName'] as const

/** The columns of `users.csv` that each version must have. */
export const neededOfUsers = { '1.1': [...always, 'orgSourcedIds', 'role'], '1.2': always } as const

/** The columns of `users.csv` that are read where they are there. */
export const extraOfUsers = [
  ...(['status', 'orgSourcedIds', 'role', 'userIds', 'userMasterIdentifier', 'grades'] as const),
  ...(['preferredGivenName', 'preferredFamilyName', 'primaryOrgSourcedId'] as const),
] as const

export type UserPlaces = Places<(typeof always)[number] | (typeof extraOfUsers)[number]>

/** What is known before `users.csv` is read. */
export type KnownSchool = { readonly school: BundleSchool; readonly groupsRead: boolean; readonly delta: boolean }

/** A row of which nothing can be made; it may be anybody's. */
export const brokenRow = (cells: readonly string[], at: UserPlaces, row: number): RosterItem => ({
  kind: 'held',
  row,
  sourcedId: kept(cellAt(cells, at.sourcedId)) || null,
  upn: null,
  admissionNumber: null,
  problems: [rowProblem('wrong-number-of-cells', row)],
})

/** Makes a row of `users.csv`, and what other files say of the same person, into a learner or into everything that is wrong. */
export const readUser = (
  { school, groupsRead, delta }: KnownSchool,
  at: UserPlaces,
  cells: readonly string[],
  row: number,
  member: Member | undefined,
): RosterItem => {
  const problems: RosterProblem[] = []
  const wrong = (code: RowProblemCode, column: keyof UserPlaces) => {
    problems.push(rowProblem(code, row, column))
  }
  const text = (column: keyof UserPlaces): string => {
    const value = kept(keptName(cellAt(cells, at[column])))
    if (value.length > longestValue) wrong('value-too-long', column)
    return value
  }
  const has = (column: keyof UserPlaces) => at[column] !== -1
  const optional = (column: keyof UserPlaces) => (has(column) ? text(column) || null : undefined)

  const sourcedId = text('sourcedId')
  if (sourcedId === '') wrong('missing-value', 'sourcedId')
  const upnInIds = upnAmong(cellAt(cells, at.userIds))
  if (upnInIds === undefined) wrong('invalid-upn', 'userIds')
  const upn = upnInIds ?? upnPerhaps(cellAt(cells, at.userMasterIdentifier))
  const legalForename = nameIn(text('givenName'))
  const legalSurname = nameIn(text('familyName'))
  if (legalForename === '' && legalSurname === '') wrong('missing-name', 'givenName')
  const yearGroup = has('grades') ? yearGroupOf(cellAt(cells, at.grades)) : undefined
  if (has('grades') && yearGroup === undefined) wrong('unknown-year-group', 'grades')
  const enabled = cellAt(cells, at.enabledUser).toLowerCase()
  if (!['', 'true', 'false'].includes(enabled)) wrong('unknown-enabled', 'enabledUser')
  if (delta && !['', 'active'].includes(cellAt(cells, at.status).toLowerCase())) wrong('unknown-status', 'status')
  const learner = {
    row,
    sourcedId,
    upn: upn?.upn ?? null,
    temporaryUpn: upn?.temporary ?? false,
    admissionNumber: null,
    legalForename,
    legalSurname,
    preferredForename: optional('preferredGivenName'),
    preferredSurname: optional('preferredFamilyName'),
    yearGroup,
    registrationGroup: groupsRead ? (member?.registrationGroup ?? null) : undefined,
    teachingClasses: groupsRead ? (member?.teachingClasses ?? []) : undefined,
    admissionDate: null,
    leavingDate: undefined,
    dateOfBirth: member?.dateOfBirth,
    enrolmentStatus: undefined,
    consent: undefined,
    schoolNumber: school.number,
    enabled: enabled !== 'false',
  }
  if (problems.length === 0) return { kind: 'learner', learner }
  return { kind: 'held', row, sourcedId: sourcedId || null, upn: learner.upn, admissionNumber: null, problems }
}
