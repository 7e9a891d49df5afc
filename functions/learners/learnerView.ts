import type * as z from 'zod'
import type { learner as learnerSchema } from '../../shared/contract/learners.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import type { Learner } from '../../shared/domain/learner.ts'
import { displayNameOf } from '../../shared/domain/names.ts'

/** The learner as the API shows them. */
export const learnerView = ({ passwordVersion: _, ...learner }: Learner): z.input<typeof learnerSchema> => ({
  ...learner,
  teachingClasses: [...learner.teachingClasses],
  displayName: displayNameOf(learner.forename, learner.surname),
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
