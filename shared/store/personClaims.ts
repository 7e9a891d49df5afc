import type { Learner } from '../domain/learner.ts'
import { isTemporaryUpn } from '../domain/upn.ts'

/**
 * The keys under which one account at most stands for a learner: a permanent UPN everywhere, a temporary one at its
 * school alone, and at its school the id of OneRoster where there is no UPN.
 */
export const claimsOf = (schoolId: string, { upn, sourcedId }: Pick<Learner, 'upn' | 'sourcedId'>): string[] => {
  if (upn !== null) return [isTemporaryUpn(upn) ? `upn#${schoolId}#${upn}` : permanentClaim(upn)]
  return sourcedId === null ? [] : [`sourced#${schoolId}#${sourcedId}`]
}

/** The key of a UPN that means the same person at every school. */
export const permanentClaim = (upn: string): string => `upn#${upn}`

/** The claims that a change of a learner gives up and those that it makes. What other schools know the learner by stays. */
export const changedClaims = (schoolId: string, before: Learner | null, after: Learner) => {
  const [old, next] = [before ? claimsOf(schoolId, before) : [], claimsOf(schoolId, after)]
  const shared = after.otherSchoolIds.length > 0 && before?.upn ? permanentClaim(before.upn) : undefined
  return {
    given: old.filter((key) => !next.includes(key) && key !== shared),
    made: next.filter((key) => !old.includes(key)),
  }
}
