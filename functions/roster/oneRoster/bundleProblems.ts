import type { Bilingual } from '../../../shared/domain/language.ts'
import { RosterFileError, type RosterProblem } from '../../../shared/domain/roster/rosterLearner.ts'

/** The same error, with the file of the bundle that it is about. */
export const inFile = (file: string, error: RosterFileError): RosterFileError => {
  const text = { en: `${file}: ${error.text.en}`, cy: `${file}: ${error.text.cy}` }
  return new RosterFileError(error.code, text, { column: error.column, row: error.row, file })
}

const fileError = (code: RosterFileError['code'], file: string, text: Bilingual) =>
  new RosterFileError(code, text, { file })

export const noManifest = (): RosterFileError =>
  fileError('missing-file', 'manifest.csv', {
    en: 'There is no manifest.csv, so this is not a OneRoster bundle. Upload a OneRoster 1.1 or 1.2 zip file, or the report as one CSV file.',
    cy: 'Nid oes manifest.csv, felly nid bwndel OneRoster yw hwn. Lanlwythwch ffeil zip OneRoster 1.1 neu 1.2, neu’r adroddiad fel un ffeil CSV.',
  })

export const excelWorkbook = (): RosterFileError =>
  fileError('missing-file', 'manifest.csv', {
    en: 'This is an Excel workbook. Save it as CSV UTF-8 and upload that.',
    cy: 'Llyfr gwaith Excel yw hwn. Cadwch ef fel CSV UTF-8 a lanlwythwch hwnnw.',
  })

export const severalManifests = (): RosterFileError =>
  fileError('unsafe-zip', 'manifest.csv', {
    en: 'There is more than one manifest.csv in the zip file.',
    cy: 'Mae mwy nag un manifest.csv yn y ffeil zip.',
  })

export const missingFile = (file: string): RosterFileError =>
  fileError('missing-file', file, {
    en: `${file} is missing, although manifest.csv says that it is there. Export the bundle again.`,
    cy: `Mae ${file} ar goll, er bod manifest.csv yn dweud ei bod yno. Allforiwch y bwndel eto.`,
  })

export const absentFile = (file: string): RosterFileError =>
  fileError('missing-file', file, {
    en: `By its manifest.csv the bundle has no ${file}, without which there are no learners in it.`,
    cy: `Yn ôl manifest.csv nid oes ${file} yn y bwndel, a heb honno nid oes dysgwyr ynddo.`,
  })

export const unknownVersion = (property: string): RosterFileError =>
  fileError('unknown-version', 'manifest.csv', {
    en: `The ${property} in manifest.csv isn’t one that is read here: OneRoster 1.1 or 1.2.`,
    cy: `Nid yw’r ${property} yn manifest.csv yn un a ddarllenir yma: OneRoster 1.1 neu 1.2.`,
  })

export const unknownMode = (file: string): RosterFileError =>
  fileError('malformed-file', 'manifest.csv', {
    en: `manifest.csv says of ${file} neither absent, bulk nor delta.`,
    cy: `Nid yw manifest.csv yn dweud absent, bulk na delta am ${file}.`,
  })

export const unknownSchool = (): RosterFileError =>
  fileError('unknown-school', 'orgs.csv', {
    en: 'orgs.csv doesn’t say which school of the bundle is meant: there is no school with this school’s number, or more than one.',
    cy: 'Nid yw orgs.csv yn dweud pa ysgol yn y bwndel a olygir: nid oes ysgol â rhif yr ysgol hon, neu mae mwy nag un.',
  })

export const noLearnersOfSchool = (): RosterFileError =>
  fileError('no-learners', 'users.csv', {
    en: 'There are no learners of this school in users.csv.',
    cy: 'Nid oes dysgwyr o’r ysgol hon yn users.csv.',
  })

/** A date in a file other than `users.csv`; only the first of a file is told. */
export const unreadableDate = (file: string, column: string, row: number): RosterProblem => ({
  code: 'invalid-date',
  row,
  column: `${file} ${column}`,
  message: {
    en: `${file}: ${column} is not a date such as 2026-07-31. Such dates were left out.`,
    cy: `${file}: nid yw ${column} yn ddyddiad fel 2026-07-31. Gadawyd dyddiadau o’r fath allan.`,
  },
})

export const groupsNotRead: RosterProblem = {
  code: 'groups-not-read',
  message: {
    en: 'The bundle holds changes of classes alone. Groups stay as they are until the next complete roster.',
    cy: 'Newidiadau i ddosbarthiadau yn unig sydd yn y bwndel. Erys y grwpiau fel y maent tan y rhestr gyflawn nesaf.',
  },
}

export const rolesNotTold: RosterProblem = {
  code: 'roles-not-told',
  message: {
    en: 'roles.csv doesn’t say of everyone in users.csv whether they are learners. What else has changed about them comes with the next complete roster.',
    cy: 'Nid yw roles.csv yn dweud am bawb yn users.csv a ydynt yn ddysgwyr. Daw unrhyw newidiadau eraill iddynt gyda’r rhestr gyflawn nesaf.',
  },
}
