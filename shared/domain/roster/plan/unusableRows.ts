import type { Learner } from '../../learner.ts'
import { admissionKey, type Identity, permanentUpn } from './identity.ts'

/** A row that can't be used, with what it says of who it is. A UPN that is itself in doubt rules nobody out. */
export type UnusableRow = Identity & { readonly doubtfulUpn: boolean }

/** Whether an unusable row is about a learner: one shares a number with them; or none rules them out; or all do. */
export type Mention = 'named' | 'possible' | 'none'

const differ = (one: string | null, other: string | null): boolean => one !== null && other !== null && one !== other

/** Makes what says whether a learner is in one of these rows, so that nobody in them is taken as missing. */
export const mentionsIn = (rows: readonly UnusableRow[]): ((learner: Learner) => Mention) => {
  const keyed = rows.map((row) => ({
    ...row,
    admission: admissionKey(row.admissionNumber),
    permanent: row.doubtfulUpn ? null : permanentUpn(row),
  }))
  const upns = new Set(keyed.map(({ upn }) => upn))
  const admissions = new Set(keyed.map(({ admission }) => admission))
  const sourcedIds = new Set(keyed.map(({ sourcedId }) => sourcedId))
  return (learner) => {
    const { upn, sourcedId } = learner
    const admission = admissionKey(learner.admissionNumber)
    const named =
      (upn !== null && upns.has(upn)) ||
      (admission !== null && admissions.has(admission)) ||
      (sourcedId !== null && sourcedIds.has(sourcedId))
    if (named) return 'named'
    const permanent = permanentUpn(learner)
    const possible = keyed.some(
      (row) =>
        !differ(row.permanent, permanent) && !differ(row.admission, admission) && !differ(row.sourcedId, sourcedId),
    )
    return possible ? 'possible' : 'none'
  }
}
