import type { Learner } from '../../learner.ts'
import { permanentUpn } from './identity.ts'
import type { RemovedRow } from './planInput.ts'

/** The learners whom a delta takes off the school: by sourcedId, or by a permanent UPN where that isn't known yet. */
export const removedLearners = (
  removed: readonly RemovedRow[],
  current: readonly Learner[],
): ReadonlyMap<Learner, RemovedRow> => {
  const bySourcedId = new Map(removed.map((row) => [row.sourcedId, row]))
  const byUpn = new Map(removed.flatMap((row) => (permanentUpn(row) ? [[row.upn, row] as const] : [])))
  const found = new Map<Learner, RemovedRow>()
  for (const learner of current) {
    const row = learner.sourcedId === null ? byUpn.get(learner.upn) : bySourcedId.get(learner.sourcedId)
    if (row) found.set(learner, row)
  }
  return found
}
