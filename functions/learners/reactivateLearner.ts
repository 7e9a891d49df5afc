import { routes } from '../../shared/contract/routes.ts'
import { reactivated } from '../../shared/domain/learnerStates.ts'
import { learnerChangesFromEnv } from '../../shared/store/learnerChanges.ts'
import { learnersFromEnv } from '../../shared/store/learners.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { type ChangeNeeds, changeLearner } from './changeLearner.ts'
import { learnerAnswer } from './learnerView.ts'

/** Lets a learner sign in again, with the password they had. For a leaver it lasts until the MIS says otherwise. */
export const reactivateLearner =
  (needs: ChangeNeeds): Action<typeof routes.reactivateLearner> =>
  async (request) => {
    const learner = await changeLearner(needs, request.school, request.params.learnerId, (before) => {
      const after = reactivated(before)
      if (after === before) return null
      const reason = request.body?.reason
      return {
        after,
        account: { status: 'active' },
        event: {
          ...originOf(request),
          action: 'learner-reactivated',
          learnerId: before.id,
          details: reason ? { reason } : {},
        },
      }
    })
    return learnerAnswer(learner)
  }

export const handler = httpAction(routes.reactivateLearner, () =>
  reactivateLearner({ learnersOf: learnersFromEnv(), changesOf: learnerChangesFromEnv() }),
)
