import { DomainError } from '../../shared/domain/errors.ts'
import type { Bilingual } from '../../shared/domain/language.ts'
import type { Learner } from '../../shared/domain/learner.ts'
import type { School } from '../../shared/domain/school.ts'
import type { LearnerChange, LearnerChanges, LearnerChangesOf } from '../../shared/store/learnerChanges.ts'
import type { LearnersOf } from '../../shared/store/learners.ts'

/** What a change of a learner needs: to read them, and to write all of the change at once. */
export type ChangeNeeds = { readonly learnersOf: LearnersOf; readonly changesOf: LearnerChangesOf }

type Change = Omit<LearnerChange, 'before'>

const atAnotherSchool: Bilingual = {
  en: 'The learner is at another school now, and their account is changed there.',
  cy: 'Mae’r dysgwr mewn ysgol arall erbyn hyn, ac yno y caiff y cyfrif ei newid.',
}

const attempts = 5

/**
 * Changes a learner as they are now: where someone else changes them in between, they are read again.
 *
 * @param decide what the change is for the learner as read; `null` when they are already as they should be.
 */
export const changeLearner = async (
  { learnersOf, changesOf }: ChangeNeeds,
  school: School,
  learnerId: string,
  decide: (learner: Learner) => Change | null | Promise<Change | null>,
): Promise<Learner> => {
  const learners = learnersOf(school)
  const changes: LearnerChanges = changesOf(school)
  for (let attempt = 0; attempt < attempts; attempt++) {
    const before = await learners.get(learnerId)
    if (!before) throw new DomainError('not-found')
    const change = await decide(before)
    if (!change) return before
    const outcome = await changes.apply({ ...change, before })
    if (outcome === 'applied') return change.after
    if (outcome === 'elsewhere') throw new DomainError('conflict', { detail: atAnotherSchool })
  }
  throw new DomainError('conflict')
}
