import type { Bilingual } from '../../../shared/domain/language.ts'
import type { RosterProblem, RosterProblemCode } from '../../../shared/domain/roster/rosterLearner.ts'

export const cutShort: Bilingual = {
  en: 'The file ends in the middle of a row. Export the report again and upload it whole.',
  cy: 'Mae’r ffeil yn gorffen yng nghanol rhes. Allforiwch yr adroddiad eto a’i lanlwytho’n gyfan.',
}

export const wrongEncoding: Bilingual = {
  en: 'Some letters of the file can’t be read. Export the report again as UTF-8.',
  cy: 'Ni ellir darllen rhai o lythrennau’r ffeil. Allforiwch yr adroddiad eto fel UTF-8.',
}

export const noLearners: Bilingual = {
  en: 'The file has no learners in it.',
  cy: 'Nid oes unrhyw ddysgwyr yn y ffeil.',
}

export const emptyFile: Bilingual = { en: 'The file is empty.', cy: 'Mae’r ffeil yn wag.' }

export const rowTooLong = (row: number): Bilingual => ({
  en: `Row ${row} is too long, perhaps because a quotation mark before it is never closed.`,
  cy: `Mae rhes ${row} yn rhy hir, efallai am nad yw dyfynnod o’i blaen yn cael ei gau.`,
})

export const brokenQuotes = (row: number): Bilingual => ({
  en: `Row ${row} has a quotation mark in the wrong place.`,
  cy: `Mae dyfynnod yn y lle anghywir yn rhes ${row}.`,
})

export const missingColumns = (columns: readonly string[]): Bilingual => ({
  en: `The file lacks a column that is needed: ${columns.join(', ')}.`,
  cy: `Mae colofn angenrheidiol ar goll o’r ffeil: ${columns.join(', ')}.`,
})

export const duplicateColumn = (column: string): Bilingual => ({
  en: `The column ${column} is in the file twice.`,
  cy: `Mae’r golofn ${column} yn y ffeil ddwywaith.`,
})

/** What can be wrong with one row. */
export type RowProblemCode = Exclude<RosterProblemCode, 'windows-1252'>

const rowMessages: Readonly<Record<RowProblemCode, (column: string) => Bilingual>> = {
  'invalid-upn': (column) => ({
    en: `${column} is not a valid unique pupil number.`,
    cy: `Nid yw ${column} yn rhif disgybl unigryw dilys.`,
  }),
  'missing-value': (column) => ({ en: `${column} is empty.`, cy: `Mae ${column} yn wag.` }),
  'missing-name': () => ({
    en: 'The row has neither a forename nor a surname.',
    cy: 'Nid oes enw cyntaf na chyfenw yn y rhes.',
  }),
  'value-too-long': (column) => ({ en: `${column} is too long.`, cy: `Mae ${column} yn rhy hir.` }),
  'invalid-date': (column) => ({
    en: `${column} is not a date such as 31/07/2026 or 2026-07-31.`,
    cy: `Nid yw ${column} yn ddyddiad fel 31/07/2026 neu 2026-07-31.`,
  }),
  'unknown-year-group': (column) => ({
    en: `${column} is not a year group from nursery to year 14.`,
    cy: `Nid yw ${column} yn grŵp blwyddyn rhwng y meithrin a blwyddyn 14.`,
  }),
  'unknown-enrolment-status': (column) => ({
    en: `${column} is not an enrolment status: C, M, S or G.`,
    cy: `Nid yw ${column} yn statws cofrestru: C, M, S neu G.`,
  }),
  'unknown-consent': (column) => ({
    en: `${column} says neither yes, no nor withdrawn.`,
    cy: `Nid yw ${column} yn dweud ie, na, na thynnwyd yn ôl.`,
  }),
  'wrong-number-of-cells': () => ({
    en: 'The row doesn’t have as many cells as the header.',
    cy: 'Nid oes gan y rhes yr un nifer o gelloedd â’r pennawd.',
  }),
}

/** A problem of one row; the column is its header in the file. */
export const rowProblem = (code: RowProblemCode, row: number, column?: string): RosterProblem => ({
  code,
  row,
  ...(column === undefined ? {} : { column }),
  message: rowMessages[code](column ?? ''),
})

export const windows1252Warning: RosterProblem = {
  code: 'windows-1252',
  message: {
    en: 'The file isn’t UTF-8 and was read as Windows-1252, where ŵ and ŷ don’t exist: names may lack them. Export the report as UTF-8.',
    cy: 'Nid UTF-8 yw’r ffeil, ac fe’i darllenwyd fel Windows-1252, lle nad yw ŵ ac ŷ yn bod: gallant fod ar goll o enwau. Allforiwch yr adroddiad fel UTF-8.',
  },
}
