import { fold } from '../../../shared/domain/names.ts'
import { RosterFileError } from '../../../shared/domain/roster/rosterLearner.ts'
import { missingColumns } from '../csv/csvProblems.ts'
import { duplicate } from '../csv/csvTable.ts'

const headers = {
  admissionNumber: ['Adno', 'Admission number', 'Admission No', 'Adm No', 'Rhif Derbyn', 'Rhif Mynediad'],
  upn: ['UPN', 'Unique Pupil Number', 'RhDU', 'UPN (RhDU)', 'Rhif Disgybl Unigryw', 'Rhif Unigryw Disgybl'],
  legalSurname: ['Legal Surname', 'Legal Last Name', 'Cyfenw Cyfreithiol', 'Surname', 'Last Name', 'Cyfenw'],
  legalForename: [
    ...['Legal Forename', 'Legal First Name', 'Enw Cyntaf Cyfreithiol', 'Enw Cyfreithiol'],
    ...['Forename', 'First Name', 'Enw Cyntaf', 'Enw'],
  ],
  preferredSurname: ['Preferred Surname', 'Preferred Last Name', 'Cyfenw a Ffefrir', 'Cyfenw Dewisol'],
  preferredForename: [
    'Preferred Forename',
    'Preferred First Name',
    'Enw Cyntaf a Ffefrir',
    'Enw a Ffefrir',
    'Enw Dewisol',
  ],
  yearGroup: ['Year Group', 'NC Year', 'Year', 'Grŵp Blwyddyn', 'Blwyddyn CC', 'Blwyddyn'],
  registrationGroup: ['Registration Group', 'Reg Group', 'Reg', 'Grŵp Cofrestru', 'Dosbarth Cofrestru', 'Grŵp Cof'],
  teachingClasses: ['Teaching Classes', 'Classes', 'Dosbarthiadau Addysgu', 'Dosbarthiadau'],
  admissionDate: ['Date of Admission', 'Admission Date', 'DOA', 'Dyddiad Derbyn', 'Dyddiad Mynediad'],
  leavingDate: ['Date of Leaving', 'Leaving Date', 'DOL', 'Dyddiad Gadael', 'Dyddiad Ymadael'],
  dateOfBirth: ['Date of Birth', 'DOB', 'Birth Date', 'Dyddiad Geni'],
  enrolmentStatus: ['Enrolment Status', 'Enrollment Status', 'Statws Cofrestru', 'Statws Ymrestru'],
  consent: [
    'Consent',
    'Consent for Additional Services',
    'Caniatâd',
    'Caniatâd ar gyfer Gwasanaethau Ychwanegol',
    'Cydsyniad',
  ],
  schoolNumber: ['School Number', 'School No', 'DfE Number', 'DfES Number', 'LAESTAB', 'Rhif Ysgol', 'Rhif yr Ysgol'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** A field that a school's report may have a column for. */
export type RosterField = keyof typeof headers

/** Headers of a school's own, by field; they come before the known ones. */
export type HeaderAliases = Readonly<Partial<Record<RosterField, readonly string[]>>>

/** Where a field is, and what the file calls it. */
export type Column = { readonly index: number; readonly header: string }

/** The columns that a report has. */
export type Columns = Readonly<Partial<Record<RosterField, Column>>>

const fields = Object.keys(headers) as RosterField[]
const required = ['upn', 'admissionNumber', 'legalSurname', 'legalForename', 'admissionDate'] as const

const headerKey = (header: string): string => fold(header).replace(/[^\p{L}\p{N}]/gu, '')

/**
 * Finds each field's column by its header, whatever its case, accents and spaces. Where several headers mean one
 * field, the school's own comes first, then the plainest: `Legal Surname` before `Surname`.
 * Throws when a column that is needed is missing, or a header stands twice.
 */
export const findColumns = (headerRow: readonly string[], aliases: HeaderAliases = {}): Columns => {
  const places = new Map<string, Column[]>()
  for (const [index, header] of headerRow.entries()) {
    const key = headerKey(header)
    places.set(key, [...(places.get(key) ?? []), { index, header: header.trim() }])
  }
  const columns: Partial<Record<RosterField, Column>> = {}
  const take = (field: RosterField, names: readonly string[]) => {
    const key = names.map(headerKey).find((name) => places.has(name))
    if (key === undefined || columns[field]) return
    const [column, second] = places.get(key) ?? []
    if (second) throw duplicate(second.header)
    if (column) columns[field] = column
    places.delete(key)
  }
  for (const field of fields) take(field, aliases[field] ?? [])
  for (const field of fields) take(field, headers[field])
  const missing = required.filter((field) => !columns[field]).map((field) => headers[field][0])
  if (missing[0]) throw new RosterFileError('missing-column', missingColumns(missing), { column: missing[0] })
  return columns
}
