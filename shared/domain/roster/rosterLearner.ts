import type { Bilingual } from '../language.ts'
import type { Consent } from '../learner.ts'
import type { YearGroup } from '../yearGroups.ts'
import type { EnrolmentStatus } from './enrolmentStatus.ts'

/**
 * One learner as the school's management system has them; days are `YYYY-MM-DD`.
 * A field is `undefined` when the roster has no such column (what is known stays) and `null` when it is empty there.
 * At least one of the legal names isn't empty.
 */
export type RosterLearner = {
  /** The row in the file, where the header is row 1. */
  readonly row: number
  readonly upn: string
  readonly temporaryUpn: boolean
  readonly admissionNumber: string
  readonly legalForename: string
  readonly legalSurname: string
  readonly preferredForename: string | null | undefined
  readonly preferredSurname: string | null | undefined
  readonly yearGroup: YearGroup | null | undefined
  readonly registrationGroup: string | null | undefined
  readonly teachingClasses: readonly string[] | undefined
  readonly admissionDate: string
  readonly leavingDate: string | null | undefined
  readonly dateOfBirth: string | null | undefined
  readonly enrolmentStatus: EnrolmentStatus | null | undefined
  readonly consent: Consent | undefined
  /** The digits of the school number that the row names, where it names one. */
  readonly schoolNumber: string | null | undefined
}

/** What is wrong with one row of a roster, or worth knowing about its file. */
export type RosterProblemCode =
  | 'invalid-upn'
  | 'missing-value'
  | 'missing-name'
  | 'value-too-long'
  | 'invalid-date'
  | 'unknown-year-group'
  | 'unknown-enrolment-status'
  | 'unknown-consent'
  | 'wrong-number-of-cells'
  | 'windows-1252'

/** A problem as people read it: where, and what to do about it; it never repeats a personal value. */
export type RosterProblem = {
  readonly code: RosterProblemCode
  readonly row?: number
  readonly column?: string
  readonly message: Bilingual
}

/**
 * What a roster's reader gives, in the file's order: a learner; a row that is held up, with every problem it has and
 * with what it says of who it is (so that nobody takes that learner for missing); or a warning about the whole file.
 */
export type RosterItem =
  | { readonly kind: 'learner'; readonly learner: RosterLearner }
  | {
      readonly kind: 'held'
      readonly row: number
      readonly upn: string | null
      readonly admissionNumber: string | null
      readonly problems: readonly RosterProblem[]
    }
  | { readonly kind: 'warning'; readonly problem: RosterProblem }

/** Why a whole roster can't be used. */
export type RosterFileProblemCode =
  | 'empty-file'
  | 'no-learners'
  | 'missing-column'
  | 'duplicate-column'
  | 'cut-short'
  | 'malformed-file'

/** Thrown by a roster's reader when the file as a whole is wrong: nothing that came from it may be used. */
export class RosterFileError extends Error {
  readonly code: RosterFileProblemCode
  readonly column: string | undefined
  readonly row: number | undefined
  /** The text for people, in both languages. */
  readonly text: Bilingual

  constructor(code: RosterFileProblemCode, text: Bilingual, { column, row }: { column?: string; row?: number } = {}) {
    super(code)
    this.name = 'RosterFileError'
    this.code = code
    this.text = text
    this.column = column
    this.row = row
  }
}
