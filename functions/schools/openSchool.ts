import { routes } from '../../shared/contract/routes.ts'
import { isLearner } from '../../shared/domain/account.ts'
import type { LearnerIndexEntry } from '../../shared/domain/learnerList.ts'
import { type LearnersOf, learnersFromEnv } from '../../shared/store/learners.ts'
import { type GroupResetsOf, groupResetsFromEnv } from '../../shared/store/passwordResets.ts'
import { type Action, httpAction } from '../http/httpAction.ts'
import { schoolView } from './schoolView.ts'

const countsOf = (learners: readonly LearnerIndexEntry[]) => {
  const count = (counts: (learner: LearnerIndexEntry) => boolean) => learners.filter(counts).length
  return {
    total: learners.length,
    active: count(({ status }) => status === 'active'),
    deactivated: count(({ status }) => status === 'deactivated'),
    leavers: count(({ leaver }) => leaver),
    passwordAvailable: count(({ passwordStatus }) => passwordStatus === 'available'),
    passwordNotAvailable: count(({ passwordStatus }) => passwordStatus === 'not-available'),
    passwordChangedByUser: count(({ passwordStatus }) => passwordStatus === 'changed-by-user'),
  }
}

/** The dashboard. A learner sees what the school is called and no more. */
export const openSchool =
  (learnersOf: LearnersOf, resetsOf: GroupResetsOf): Action<typeof routes.openSchool> =>
  async ({ school, principal }) => {
    if (isLearner(principal.account.role)) return { body: schoolView(school) }
    const [learners, running] = await Promise.all([learnersOf(school).index(), resetsOf(school.id).running()])
    return {
      body: {
        ...schoolView(school),
        learners: countsOf(learners),
        lastRosterSync: school.lastRosterSync,
        runningPasswordResets: running,
      },
    }
  }

export const handler = httpAction(routes.openSchool, () => openSchool(learnersFromEnv(), groupResetsFromEnv()))
