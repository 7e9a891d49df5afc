import type { AuditAction, AuditEvent, AuditOrigin } from '../../shared/domain/audit.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import type { AuditTrail } from '../../shared/store/auditTrail.ts'
import { type LinkedFiles, printFileKey } from '../../shared/store/linkedFiles.ts'
import type { PrintRecord } from '../../shared/store/prints.ts'

export type LinkingNeeds = { readonly files: LinkedFiles; readonly audit: AuditTrail }

/**
 * Gives a link to a print. It is on record before anyone has it: who, which print, and each learner whose password
 * is in it.
 */
export const linkToPrint = async (
  { files, audit }: LinkingNeeds,
  schoolId: string,
  print: PrintRecord,
  origin: AuditOrigin,
  action: AuditAction,
) => {
  const event = (name: AuditAction, learnerId: string | null): AuditEvent => ({
    ...origin,
    action: name,
    learnerId,
    details: { printId: print.id },
  })
  await audit.record(schoolId, [
    event(action, null),
    ...print.passwordsShownOf.map((learnerId) => event('password-printed', learnerId)),
  ])
  const { url, expiresAt } = await files.link(printFileKey(schoolId, print.id), origin.at)
  return { id: print.id, url, expiresAt, learners: print.learnerIds.length, pages: print.pages }
}

/** Files out of reach: nothing was made that anyone could open, and trying again is safe. */
export const filesUnavailable = (cause: unknown): DomainError =>
  new DomainError('temporarily-unavailable', {
    detail: {
      en: 'The print could not be stored. Nothing was made: try again in a minute.',
      cy: 'Ni ellid cadw’r argraffiad. Ni chrëwyd dim: rhowch gynnig arall arni mewn munud.',
    },
    retryAfter: 60,
    cause,
  })
