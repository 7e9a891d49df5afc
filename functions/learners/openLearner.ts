import { routes } from '../../shared/contract/routes.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { type LearnersOf, learnersFromEnv } from '../../shared/store/learners.ts'
import { type Action, httpAction } from '../http/httpAction.ts'
import { learnerAnswer } from './learnerView.ts'

/** View Details. */
export const openLearner =
  (learnersOf: LearnersOf): Action<typeof routes.openLearner> =>
  async ({ school, params }) => {
    const learner = await learnersOf(school).get(params.learnerId)
    if (!learner) throw new DomainError('not-found')
    return learnerAnswer(learner)
  }

export const handler = httpAction(routes.openLearner, () => openLearner(learnersFromEnv()))
