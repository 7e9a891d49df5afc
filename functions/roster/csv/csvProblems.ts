import type { Bilingual } from '../../../shared/domain/language.ts'
import type { RosterProblem } from '../../../shared/domain/roster/rosterLearner.ts'

export const cutShort: Bilingual = {
  en: 'The file ends in the middle of a row. Export the report again and upload it whole.',
  cy: 'Mae’r ffeil yn gorffen yng nghanol rhes. Allforiwch yr adroddiad eto a’i lanlwytho’n gyfan.',
}

export const wrongEncoding: Bilingual = {
  en: 'Some letters of the file can’t be read. Export the report again as UTF-8.',
  cy: 'Ni ellir darllen rhai o lythrennau’r ffeil. Allforiwch yr adroddiad eto fel UTF-8.',
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

export const windows1252Warning: RosterProblem = {
  code: 'windows-1252',
  message: {
    en: 'The file isn’t UTF-8 and was read as Windows-1252, where ŵ and ŷ don’t exist: names may lack them. Export the report as UTF-8.',
    cy: 'Nid UTF-8 yw’r ffeil, ac fe’i darllenwyd fel Windows-1252, lle nad yw ŵ ac ŷ yn bod: gallant fod ar goll o enwau. Allforiwch yr adroddiad fel UTF-8.',
  },
}
