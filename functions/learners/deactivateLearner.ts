import { routes } from '../../shared/contract/routes.ts'
import { deactivated } from '../../shared/domain/learnerStates.ts'
import { learnerChangesFromEnv } from '../../shared/store/learnerChanges.ts'
import { learnersFromEnv } from '../../shared/store/learners.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { type ChangeNeeds, changeLearner } from './changeLearner.ts'
import { learnerAnswer } from './learnerView.ts'

/** Manage User → Deactivate: sign-in is refused from this moment and open sessions are dead; nothing is deleted. */
export const deactivateLearner =
  (needs: ChangeNeeds): Action<typeof routes.deactivateLearner> =>
  async (request) => {
    const learner = await changeLearner(needs, request.school, request.params.learnerId, (before) => {
      const after = deactivated(before, 'by-hand')
      if (after === before) return null
      const reason = request.body?.reason
      return {
        after,
        account: { status: 'deactivated', endSessions: true },
        event: {
          ...originOf(request),
          action: 'learner-deactivated',
          learnerId: before.id,
          details: reason ? { reason } : {},
        },
      }
    })
    return learnerAnswer(learner)
  }

export const handler = httpAction(routes.deactivateLearner, () =>
  deactivateLearner({ learnersOf: learnersFromEnv(), changesOf: learnerChangesFromEnv() }),
)
