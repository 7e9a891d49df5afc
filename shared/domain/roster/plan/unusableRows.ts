import type { Learner } from '../../learner.ts'
import { admissionKey, type Identity, permanentUpn } from './identity.ts'

/** A row that can't be used, with what it says of who it is. A UPN that is itself in doubt rules nobody out. */
export type UnusableRow = Identity & { readonly doubtfulUpn: boolean }

/** What rows that can't be used say about a learner: one shares a number with them, or none of its numbers rules them out. */
export type Mentions = {
  readonly names: (learner: Learner) => boolean
  readonly mayMean: (learner: Learner) => boolean
}

const differ = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other

/** Makes what says whether a learner is in one of these rows, so that nobody in them is taken as missing. */
export const mentionsIn = (rows: readonly UnusableRow[]): Mentions => {
  const keyed = rows.map((row) => ({
    ...row,
    admission: admissionKey(row.admissionNumber),
    permanent: row.doubtfulUpn ? null : permanentUpn(row),
  }))
  const upns = new Set(keyed.map(({ upn }) => upn))
  const admissions = new Set(keyed.map(({ admission }) => admission))
  const sourcedIds = new Set(keyed.map(({ sourcedId }) => sourcedId))
  return {
    names: ({ upn, admissionNumber, sourcedId }) =>
      (upn !== null && upns.has(upn)) ||
      (admissionNumber !== null && admissions.has(admissionKey(admissionNumber))) ||
      (sourcedId !== null && sourcedIds.has(sourcedId)),
    mayMean: (learner) => {
      const [permanent, admission] = [permanentUpn(learner), admissionKey(learner.admissionNumber)]
      return keyed.some(
        (row) =>
          !differ(row.permanent, permanent) &&
          !differ(row.admission, admission) &&
          !differ(row.sourcedId, learner.sourcedId),
      )
    },
  }
}
