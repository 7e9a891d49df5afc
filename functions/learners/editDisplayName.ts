import { routes } from '../../shared/contract/routes.ts'
import { withDisplayName } from '../../shared/domain/learnerStates.ts'
import { learnerChangesFromEnv } from '../../shared/store/learnerChanges.ts'
import { learnersFromEnv } from '../../shared/store/learners.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { type ChangeNeeds, changeLearner } from './changeLearner.ts'
import { checkVersion, learnerAnswer } from './learnerView.ts'
import { keptNames } from './nameRules.ts'

/** Manage User → Edit: how the learner is called, for everyone who sees them. */
export const editDisplayName =
  (needs: ChangeNeeds): Action<typeof routes.editDisplayName> =>
  async (request) => {
    const { school, params, body, ifMatch } = request
    const { forename: newForename, surname: newSurname } = body
    // Two empty names are wrong for anybody, so that is said before anybody is looked for.
    if (newForename !== undefined && newSurname !== undefined) {
      keptNames({ forename: newForename, surname: newSurname }, 'forename', 'surname')
    }
    const learner = await changeLearner(needs, school, params.learnerId, (before) => {
      checkVersion(ifMatch, before)
      const { forename, surname } = keptNames(
        { forename: newForename ?? before.forename, surname: newSurname ?? before.surname },
        'forename',
        'surname',
      )
      const after = withDisplayName(before, forename, surname)
      if (after === before) return null
      return {
        after,
        account: { forename, surname },
        event: { ...originOf(request), action: 'display-name-edited', learnerId: before.id, details: {} },
      }
    })
    return learnerAnswer(learner)
  }

export const handler = httpAction(routes.editDisplayName, () =>
  editDisplayName({ learnersOf: learnersFromEnv(), changesOf: learnerChangesFromEnv() }),
)
