import { pointerTo } from '../../shared/contract/faults.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import type { Learner, Selection } from '../../shared/domain/learner.ts'
import type { LearnerStore } from '../../shared/store/learners.ts'

const nobody = {
  en: 'Is not a learner of this school.',
  cy: 'Nid yw’n ddysgwr yn yr ysgol hon.',
}

const noSuchGroup = new DomainError('not-found', {
  detail: {
    en: 'There is no such group at this school, or nobody is in it.',
    cy: 'Nid oes grŵp o’r fath yn yr ysgol hon, neu nid oes neb ynddo.',
  },
})

/** Everyone a selection names, a group in the order of names. Ids that aren't learners here are all named in the error. */
export const selectLearners = async (learners: LearnerStore, selection: Selection): Promise<Learner[]> => {
  if (selection.kind === 'all') return learners.everyone(undefined)
  if (selection.kind !== 'learners') {
    const group = await learners.everyone(selection)
    if (group.length === 0) throw noSuchGroup
    return group
  }
  const found = await learners.getMany(selection.learnerIds)
  const known = new Set(found.map(({ id }) => id))
  const faults = selection.learnerIds.flatMap((id, place) =>
    known.has(id) ? [] : [{ pointer: pointerTo(['selection', 'learnerIds', place]), message: nobody }],
  )
  if (faults.length > 0) throw new DomainError('invalid-request', { faults })
  return found
}
