import type { AccountStatus } from './account.ts'

export const consents = ['given', 'not-given', 'withdrawn', 'unknown'] as const
export type Consent = (typeof consents)[number]

export const passwordStatuses = ['available', 'not-available', 'changed-by-user'] as const
export type PasswordStatus = (typeof passwordStatuses)[number]

/** By hand; or by the roster sync, because the MIS says that the learner has left, or that their access is curtailed. */
export const deactivatedReasons = ['by-hand', 'leaver', 'curtailed'] as const
export type DeactivatedReason = (typeof deactivatedReasons)[number]

/** A learner as one school knows them. Instants are ISO 8601 in UTC, days are Europe/London days `YYYY-MM-DD`. */
export type Learner = {
  /** The id of the learner's account. */
  readonly id: string
  readonly username: string
  readonly upn: string | null
  readonly admissionNumber: string | null
  readonly legalForename: string
  readonly legalSurname: string
  readonly forename: string
  readonly surname: string
  readonly yearGroup: string | null
  readonly registrationGroup: string | null
  readonly teachingClasses: readonly string[]
  readonly leaver: boolean
  readonly leavingDate: string | null
  readonly status: AccountStatus
  readonly deactivatedReason: DeactivatedReason | null
  readonly consent: Consent
  readonly createdAt: string
  readonly passwordStatus: PasswordStatus
  readonly passwordSetAt: string | null
  /** Counts the passwords this account has had, so that a stale change of password is noticed. */
  readonly passwordVersion: number
  /** Grows with every visible change. */
  readonly version: number
  /** The id that a OneRoster roster knows the learner by. */
  readonly sourcedId: string | null
  /** Kept only to tell two people with one UPN apart. */
  readonly dateOfBirth: string | null
  /** The day of the first complete roster that did not have the learner; `null` again as soon as one has. */
  readonly missingSince: string | null
  /** The day on which the sync took note of the present leaving date; `null` for those who have not left. */
  readonly leaverSince: string | null
  /**
   * The other schools where the same account is a learner who has not left, in order; usually none.
   * Of a leaver: where the account went on without this school; none as long as it still belongs here.
   */
  readonly otherSchoolIds: readonly string[]
}

/** The learners an action is for. */
export type Selection =
  | { readonly kind: 'learners'; readonly learnerIds: readonly string[] }
  | { readonly kind: 'registration-group'; readonly id: string }
  | { readonly kind: 'teaching-class'; readonly id: string }
  | { readonly kind: 'year-group'; readonly id: string }
  | { readonly kind: 'all' }
