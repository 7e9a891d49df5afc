import type { Bilingual } from './language.ts'

/** One thing that is wrong with a request, and where: `pointer` is a JSON Pointer into it. */
export type Fault = { readonly pointer: string; readonly message: Bilingual }

/** Every way a request can fail, by its stable code. Callers switch on the code, never on the text. */
export type ErrorCode =
  | 'not-signed-in'
  | 'sign-in-failed'
  | 'too-many-attempts'
  | 'cross-site'
  | 'mfa-required'
  | 'password-change-required'
  | 'current-password-wrong'
  | 'not-allowed'
  | 'not-found'
  | 'payload-too-large'
  | 'unsupported-media-type'
  | 'invalid-request'
  | 'invalid-cursor'
  | 'password-policy'
  | 'precondition-required'
  | 'precondition-failed'
  | 'conflict'
  | 'password-not-available'
  | 'password-changed-by-user'
  | 'roster-not-uploaded'
  | 'roster-already-used'
  | 'roster-sync-not-open'
  | 'plan-out-of-date'
  | 'temporarily-unavailable'
  | 'internal-error'

type ErrorDetails = {
  /** What to do about it, where the code's own text says too little. */
  readonly detail?: Bilingual
  readonly faults?: readonly Fault[]
  /** Seconds until a new attempt makes sense. */
  readonly retryAfter?: number
  /** What went wrong underneath, for the log alone. */
  readonly cause?: unknown
}

/** The one error that rules and actions throw: it becomes a problem answer with the code's status. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly detail: Bilingual | undefined
  readonly faults: readonly Fault[]
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, { detail, faults = [], retryAfter, cause }: ErrorDetails = {}) {
    super(code, { cause })
    this.name = 'DomainError'
    this.code = code
    this.detail = detail
    this.faults = faults
    this.retryAfter = retryAfter
  }
}
