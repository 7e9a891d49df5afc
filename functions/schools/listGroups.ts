import { routes } from '../../shared/contract/routes.ts'
import type { Language } from '../../shared/domain/language.ts'
import type { LearnerIndexEntry } from '../../shared/domain/learnerList.ts'
import { yearGroupName, yearGroups } from '../../shared/domain/yearGroups.ts'
import { type LearnersOf, learnersFromEnv } from '../../shared/store/learners.ts'
import { type Action, httpAction } from '../http/httpAction.ts'

const byNumbersWithin = new Intl.Collator('cy', { numeric: true })

/** How many learners each group has, leavers and deactivated ones too: what the list under that filter alone returns. */
const sizes = (
  learners: readonly LearnerIndexEntry[],
  groupsOf: (learner: LearnerIndexEntry) => Iterable<string | null>,
): Map<string, number> => {
  const counted = new Map<string, number>()
  for (const learner of learners) {
    for (const group of groupsOf(learner)) {
      if (group !== null) counted.set(group, (counted.get(group) ?? 0) + 1)
    }
  }
  return counted
}

const freelyNamed = (counted: Map<string, number>) =>
  [...counted]
    .map(([id, count]) => ({ id, name: id, learners: count }))
    .sort((a, b) => byNumbersWithin.compare(a.id, b.id) || (a.id < b.id ? -1 : 1))

const namedYears = (counted: Map<string, number>, language: Language) =>
  yearGroups.flatMap((id) => {
    const count = counted.get(id)
    return count === undefined ? [] : [{ id, name: yearGroupName(id)[language], learners: count }]
  })

/** The groups that a list can be filtered by and an action be made for. */
export const listGroups =
  (learnersOf: LearnersOf): Action<typeof routes.listGroups> =>
  async ({ school, language }) => {
    const learners = await learnersOf(school).index()
    return {
      body: {
        yearGroups: namedYears(
          sizes(learners, ({ yearGroup }) => [yearGroup]),
          language,
        ),
        registrationGroups: freelyNamed(sizes(learners, ({ registrationGroup }) => [registrationGroup])),
        teachingClasses: freelyNamed(sizes(learners, ({ teachingClasses }) => new Set(teachingClasses))),
      },
      headers: { 'content-language': language },
    }
  }

export const handler = httpAction(routes.listGroups, () => listGroups(learnersFromEnv()))
