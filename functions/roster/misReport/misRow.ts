import { readConsent } from '../../../shared/domain/consent.ts'
import { keptName } from '../../../shared/domain/names.ts'
import { readEnrolmentStatus } from '../../../shared/domain/roster/enrolmentStatus.ts'
import type { RosterItem, RosterProblem } from '../../../shared/domain/roster/rosterLearner.ts'
import { readRosterDate } from '../../../shared/domain/schoolDay.ts'
import { readUpn } from '../../../shared/domain/upn.ts'
import { readYearGroup } from '../../../shared/domain/yearGroups.ts'
import { fits } from '../csv/csvTable.ts'
import { digitsIn, longestValue, nameIn } from '../rosterCells.ts'
import { type RowProblemCode, rowProblem } from '../rowProblems.ts'
import type { Columns, RosterField } from './misColumns.ts'

const longestClasses = 4_000

type Cell = string | null | undefined

const classesIn = (text: string | null): string[] => {
  const names = text?.split(';').map((name) => name.trim()) ?? []
  return [...new Set(names.filter((name) => name !== ''))]
}

/** The cells of one row by field, and what is found wrong with them. */
const rowCells = (columns: Columns, cells: readonly string[], row: number) => {
  const problems: RosterProblem[] = []
  const wrong = (code: RowProblemCode, field?: RosterField) => {
    problems.push(rowProblem(code, row, field && columns[field]?.header))
  }
  const optional = (field: RosterField, longest = longestValue): Cell => {
    const column = columns[field]
    if (!column) return undefined
    const value = keptName(cells[column.index] ?? '')
    if (value.length > longest) wrong('value-too-long', field)
    return value === '' ? null : value
  }
  const needed = (field: RosterField): Cell => {
    const value = optional(field)
    if (!value) wrong('missing-value', field)
    return value
  }
  const read = <T>(field: RosterField, value: Cell, reader: (text: string) => T | undefined, code: RowProblemCode) => {
    if (value === null || value === undefined) return value
    const meant = reader(value)
    if (meant === undefined) wrong(code, field)
    return meant
  }
  const date = (field: RosterField, value: Cell) => read(field, value, readRosterDate, 'invalid-date')
  return { problems, wrong, optional, needed, read, date }
}

/** Makes what reads a row of a report with these columns into a learner, or into everything that is wrong with it. */
export const misRowReader =
  (columns: Columns, width: number) =>
  (cells: readonly string[], row: number): RosterItem => {
    const { problems, wrong, optional, needed, read, date } = rowCells(columns, cells, row)
    if (!fits(cells, width)) wrong('wrong-number-of-cells')

    const upnText = needed('upn')
    const upn = upnText ? readUpn(upnText) : undefined
    if (typeof upn === 'string') wrong('invalid-upn', 'upn')
    const admissionNumber = needed('admissionNumber')
    const legalForename = nameIn(optional('legalForename'))
    const legalSurname = nameIn(optional('legalSurname'))
    if (legalForename === '' && legalSurname === '') wrong('missing-name')
    const admissionDate = date('admissionDate', needed('admissionDate'))
    const teachingClasses = optional('teachingClasses', longestClasses)
    const schoolNumber = optional('schoolNumber')
    const consent = read('consent', optional('consent'), readConsent, 'unknown-consent')
    const enrolmentStatus = optional('enrolmentStatus')
    const learner = {
      row,
      legalForename,
      legalSurname,
      preferredForename: optional('preferredForename'),
      preferredSurname: optional('preferredSurname'),
      yearGroup: read('yearGroup', optional('yearGroup'), readYearGroup, 'unknown-year-group'),
      registrationGroup: optional('registrationGroup'),
      teachingClasses: teachingClasses === undefined ? undefined : classesIn(teachingClasses),
      leavingDate: date('leavingDate', optional('leavingDate')),
      dateOfBirth: date('dateOfBirth', optional('dateOfBirth')),
      enrolmentStatus: read('enrolmentStatus', enrolmentStatus, readEnrolmentStatus, 'unknown-enrolment-status'),
      consent: consent === null ? ('unknown' as const) : consent,
      schoolNumber: schoolNumber ? digitsIn(schoolNumber) : schoolNumber,
      enabled: true,
    }
    if (problems.length > 0 || typeof upn !== 'object' || !admissionNumber || !admissionDate) {
      const known = typeof upn === 'object' ? upn.upn : null
      return { kind: 'held', row, sourcedId: null, upn: known, admissionNumber: admissionNumber ?? null, problems }
    }
    const identity = { sourcedId: null, upn: upn.upn, temporaryUpn: upn.temporary, admissionNumber, admissionDate }
    return { kind: 'learner', learner: { ...identity, ...learner } }
  }
