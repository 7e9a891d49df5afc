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
  /** The row in the file (of OneRoster `users.csv`), where the header is row 1. */
  readonly row: number
  /** OneRoster's own id of the learner; `null` in a report. */
  readonly sourcedId: string | null
  /** Reports always have it, OneRoster rarely; the same goes for the admission number and date. */
  readonly upn: string | null
  readonly temporaryUpn: boolean
  readonly admissionNumber: string | null
  readonly legalForename: string
  readonly legalSurname: string
  readonly preferredForename: string | null | undefined
  readonly preferredSurname: string | null | undefined
  readonly yearGroup: YearGroup | null | undefined
  readonly registrationGroup: string | null | undefined
  readonly teachingClasses: readonly string[] | undefined
  readonly admissionDate: string | null
  readonly leavingDate: string | null | undefined
  readonly dateOfBirth: string | null | undefined
  readonly enrolmentStatus: EnrolmentStatus | null | undefined
  readonly consent: Consent | undefined
  /** The digits of the school number that the row names, where it names one. */
  readonly schoolNumber: string | null | undefined
  /** False for a learner of the school who may not sign in (OneRoster's `enabledUser`), which is no leaving. */
  readonly enabled: boolean
}

/** What a roster says of itself. */
export type RosterSource = {
  readonly format: 'mis-report' | 'oneroster-1.1' | 'oneroster-1.2'
  /** Whether a learner who isn't in it is missing; a delta only tells what has changed. */
  readonly complete: boolean
  /** The digits of every school number in a bundle's list of schools. A report has no such list: its rows may say. */
  readonly schoolNumbers: readonly string[]
  /** OneRoster's own id of the school that was read: a delta may need it, when it doesn't list the schools again. */
  readonly schoolSourcedId: string | null
}

/** A roster that is open for reading, once. */
export type OpenRoster = { readonly about: RosterSource; readonly items: AsyncIterable<RosterItem> }

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
  | 'unknown-status'
  | 'unknown-enabled'
  | 'windows-1252'
  | 'groups-not-read'
  | 'roles-not-told'

/** A problem as people read it: where, and what to do about it; it never repeats a personal value. */
export type RosterProblem = {
  readonly code: RosterProblemCode
  readonly row?: number
  readonly column?: string
  readonly message: Bilingual
}

/**
 * What a roster's reader gives, in the file's order: a learner; a row that is held up, with every problem it has and
 * with what it says of who it is (so that nobody takes that learner for missing); someone who, by a delta, isn't or is no longer a
 * learner of the school, whom the school may never have had; or a warning about the whole file.
 */
export type RosterItem =
  | { readonly kind: 'learner'; readonly learner: RosterLearner }
  | {
      readonly kind: 'held'
      readonly row: number
      readonly sourcedId: string | null
      readonly upn: string | null
      readonly admissionNumber: string | null
      readonly problems: readonly RosterProblem[]
    }
  | { readonly kind: 'left'; readonly row: number | null; readonly sourcedId: string; readonly upn: string | null }
  | { readonly kind: 'warning'; readonly problem: RosterProblem }

/** Why a whole roster can't be used. */
export type RosterFileProblemCode =
  | 'empty-file'
  | 'no-learners'
  | 'missing-column'
  | 'duplicate-column'
  | 'cut-short'
  | 'malformed-file'
  | 'file-too-large'
  | 'malformed-zip'
  | 'unsafe-zip'
  | 'unsupported-zip'
  | 'missing-file'
  | 'unknown-version'
  | 'unknown-school'

/** Where in a roster something is wrong. */
export type RosterPlace = {
  readonly column?: string | undefined
  readonly row?: number | undefined
  readonly file?: string | undefined
}

/** Thrown by a roster's reader when the file as a whole is wrong: nothing that came from it may be used. */
export class RosterFileError extends Error {
  readonly code: RosterFileProblemCode
  readonly column: string | undefined
  readonly row: number | undefined
  /** The file of a bundle that is wrong. */
  readonly file: string | undefined
  /** The text for people, in both languages. */
  readonly text: Bilingual

  constructor(code: RosterFileProblemCode, text: Bilingual, { column, row, file }: RosterPlace = {}) {
    super(code)
    this.name = 'RosterFileError'
    this.code = code
    this.text = text
    this.column = column
    this.row = row
    this.file = file
  }
}
