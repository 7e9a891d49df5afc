import { type Problem, problems } from '../../shared/contract/problems.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import type { Language } from '../../shared/domain/language.ts'
import { nothingRuns } from './securityHeaders.ts'

type HttpError = { readonly statusCode: number }

const isHttpError = (error: unknown): error is HttpError =>
  error instanceof Error && typeof (error as Partial<HttpError>).statusCode === 'number'

const unreadable = new DomainError('invalid-request', {
  faults: [{ pointer: '', message: { en: 'The body is not JSON.', cy: 'Nid JSON yw’r corff.' } }],
})

/** Anything thrown, as the one kind of error that answers are made from. */
export const domainErrorOf = (error: unknown): DomainError => {
  if (error instanceof DomainError) return error
  if (isHttpError(error)) return error.statusCode === 415 ? new DomainError('unsupported-media-type') : unreadable
  return new DomainError('internal-error', { cause: error })
}

/** The error as an answer of API Gateway's: problem+json in the reader's language. */
export const problemAnswer = (error: DomainError, requestId: string, language: Language) => {
  const { status, title } = problems[error.code]
  const body: Problem = {
    type: `https://allwedd.cymru/problems/${error.code}`,
    title: title[language],
    status,
    detail: (error.detail ?? title)[language],
    code: error.code,
    requestId,
    ...(error.faults.length > 0 && {
      errors: error.faults.map(({ pointer, message }) => ({ pointer, message: message[language] })),
    }),
  }
  return {
    statusCode: status,
    headers: {
      ...nothingRuns,
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'content-language': language,
      ...(error.retryAfter !== undefined && { 'retry-after': String(error.retryAfter) }),
    },
    body: JSON.stringify(body),
  }
}
