import type { DemoLearner } from './demoLearners.ts'

type Cells = readonly (readonly [header: string, cell: (learner: DemoLearner) => string])[]

const dayFirst = (day: string | null): string => (day ?? '').split('-').reverse().join('/')
const padded = (yearGroup: string): string => (/^\d$/.test(yearGroup) ? `0${yearGroup}` : yearGroup)

const english = { given: 'Yes', 'not-given': 'No', withdrawn: 'Withdrawn', unknown: '' } as const
const welsh = { given: 'Ydy', 'not-given': 'Nac ydy', withdrawn: 'Tynnwyd yn ôl', unknown: '' } as const

const simsColumns: Cells = [
  ['Adno', (learner) => learner.admissionNumber],
  ['UPN', (learner) => learner.upn],
  ['Legal Surname', (learner) => learner.legalSurname],
  ['Legal Forename', (learner) => learner.legalForename],
  ['Preferred Surname', (learner) => learner.legalSurname],
  ['Preferred Forename', (learner) => learner.preferredForename],
  ['Year', (learner) => `Year ${padded(learner.yearGroup)}`],
  ['Reg Group', (learner) => learner.registrationGroup],
  ['Classes', (learner) => learner.teachingClasses.join(';')],
  ['Date of admission', (learner) => dayFirst(learner.admissionDate)],
  ['Date of leaving', (learner) => dayFirst(learner.leavingDate)],
  ['DOB', (learner) => dayFirst(learner.dateOfBirth)],
  ['Enrolment Status', (learner) => learner.enrolmentStatus],
  ['Consent', (learner) => english[learner.consent]],
]

const teacherCentreColumns = (schoolId: string): Cells => [
  ['School Number', () => `${schoolId.slice(0, 3)}/${schoolId.slice(3)}`],
  ['Unique Pupil Number', (learner) => learner.upn],
  ['Admission number', (learner) => learner.admissionNumber],
  ['Forename', (learner) => learner.legalForename],
  ['Surname', (learner) => learner.legalSurname],
  ['Date of Birth', (learner) => learner.dateOfBirth],
  ['NC Year', (learner) => learner.yearGroup],
  ['Registration Group', (learner) => learner.registrationGroup],
  ['Classes', (learner) => learner.teachingClasses.join('; ')],
  ['DOA', (learner) => learner.admissionDate],
  ['Leaving Date', (learner) => learner.leavingDate ?? ''],
  ['Caniatâd', (learner) => welsh[learner.consent]],
]

const quoted = (cell: string): string => (/["\r\n,]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

const csvOf = (columns: Cells, learners: readonly DemoLearner[]): string => {
  const rows = [
    columns.map(([header]) => header),
    ...learners.map((learner) => columns.map(([, cell]) => cell(learner))),
  ]
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')
}

/** A report as SIMS exports it: UTF-8 with a byte order mark, days as `dd/mm/yyyy`. */
export const simsReport = (learners: readonly DemoLearner[]): string => `\uFEFF${csvOf(simsColumns, learners)}`

/** A report as Teacher Centre exports it: UTF-8 without a mark, ISO days, the school's number on every row. */
export const teacherCentreReport = (schoolId: string, learners: readonly DemoLearner[]): string =>
  csvOf(teacherCentreColumns(schoolId), learners)
