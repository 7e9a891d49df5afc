import type * as z from 'zod'
import type { learner as learnerSchema } from '../../shared/contract/learners.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import type { Learner } from '../../shared/domain/learner.ts'
import { displayNameOf } from '../../shared/domain/names.ts'

/** The learner as the API shows them: these fields and no others, whatever else is kept. */
export const learnerView = (learner: Learner): z.input<typeof learnerSchema> => ({
  id: learner.id,
  username: learner.username,
  upn: learner.upn,
  admissionNumber: learner.admissionNumber,
  legalForename: learner.legalForename,
  legalSurname: learner.legalSurname,
  forename: learner.forename,
  surname: learner.surname,
  displayName: displayNameOf(learner.forename, learner.surname),
  yearGroup: learner.yearGroup,
  registrationGroup: learner.registrationGroup,
  teachingClasses: [...learner.teachingClasses],
  leaver: learner.leaver,
  leavingDate: learner.leavingDate,
  status: learner.status,
  deactivatedReason: learner.deactivatedReason,
  consent: learner.consent,
  createdAt: learner.createdAt,
  passwordStatus: learner.passwordStatus,
  passwordSetAt: learner.passwordSetAt,
  version: learner.version,
})

/** An answer with one learner and the version that the next edit has to name. */
export const learnerAnswer = (learner: Learner) => ({
  body: learnerView(learner),
  headers: { etag: `"${learner.version}"` },
})

/** Refuses an edit that doesn't say which version it changes, or says one that is no longer there. */
export const checkVersion = (ifMatch: string | undefined, learner: Learner): void => {
  if (ifMatch === undefined) throw new DomainError('precondition-required')
  const named = ifMatch.split(',').map((tag) => tag.trim())
  if (!named.includes(`"${learner.version}"`) && !named.includes('*')) throw new DomainError('precondition-failed')
}
