import type { Learner } from '../../../shared/domain/learner.ts'
import { learnerItem, placeByName, readIndexItem } from '../../../shared/store/learnerItem.ts'
import type { LearnerGroup, LearnersOf, PagedGroup } from '../../../shared/store/learners.ts'
import { byBytes, type State, under } from './state.ts'

const isIn = (group: LearnerGroup | undefined, learner: Learner): boolean => {
  if (!group) return true
  if (group.kind === 'teaching-class') return learner.teachingClasses.includes(group.id)
  return (group.kind === 'year-group' ? learner.yearGroup : learner.registrationGroup) === group.id
}

const placeOf = ({ surname, forename, id }: Learner): string => placeByName(surname, forename, id)

export const memoryLearnersOf =
  ({ learners }: State): LearnersOf =>
  (school) => {
    const here = () => under(learners, school.id)
    const inOrder = (group: LearnerGroup | undefined) =>
      [...here().values()].filter((learner) => isIn(group, learner)).sort((a, b) => byBytes(placeOf(a), placeOf(b)))
    return {
      get: async (id) => here().get(id) ?? null,
      getMany: async (ids) => [...new Set(ids)].flatMap((id) => here().get(id) ?? []),
      page: async (group: PagedGroup | undefined, limit, after) => {
        const [, surname, forename, id] = after ?? []
        const from = after && placeByName(surname ?? '', forename ?? '', id ?? '')
        return inOrder(group)
          .filter((learner) => from === undefined || byBytes(placeOf(learner), from) > 0)
          .slice(0, limit)
      },
      everyone: async (group) => inOrder(group),
      index: async () => inOrder(undefined).map((learner) => readIndexItem(learnerItem(school.id, learner))),
    }
  }
