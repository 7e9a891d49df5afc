import type { Bilingual } from '../../shared/domain/language.ts'
import type { RosterProblem, RosterProblemCode } from '../../shared/domain/roster/rosterLearner.ts'

export const noLearners: Bilingual = {
  en: 'The file has no learners in it.',
  cy: 'Nid oes unrhyw ddysgwyr yn y ffeil.',
}

export const fileTooLarge: Bilingual = {
  en: 'The file is larger than can be read.',
  cy: 'Mae’r ffeil yn fwy nag y gellir ei darllen.',
}

/** What can be wrong with one row. */
export type RowProblemCode = Exclude<RosterProblemCode, 'windows-1252' | 'groups-not-read' | 'roles-not-told'>

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
  'unknown-status': (column) => ({
    en: `${column} is neither active nor tobedeleted.`,
    cy: `Nid yw ${column} yn active nac yn tobedeleted.`,
  }),
  'unknown-enabled': (column) => ({
    en: `${column} is neither true nor false.`,
    cy: `Nid yw ${column} yn true nac yn false.`,
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
