import { routes } from '../../shared/contract/routes.ts'
import type { Learner } from '../../shared/domain/learner.ts'
import {
  comparePositions,
  indexEntryOf,
  learnerFilter,
  type Position,
  positionIn,
} from '../../shared/domain/learnerList.ts'
import { type Cursors, cursorsFromEnv } from '../../shared/store/cursors.ts'
import { type LearnerGroup, type LearnerStore, type LearnersOf, learnersFromEnv } from '../../shared/store/learners.ts'
import { type Action, type ActionRequest, httpAction } from '../http/httpAction.ts'
import { pageAnswer } from '../http/nextPage.ts'
import { learnerView } from './learnerView.ts'

type Query = ActionRequest<typeof routes.listLearners>['query']
type Page = { readonly learners: Learner[]; readonly next: Position | undefined }

/** The one group whose learners are enough to read: the smallest kind that the query names. */
const groupOf = ({ teachingClass, registrationGroup, yearGroup }: Query): LearnerGroup | undefined => {
  if (teachingClass !== undefined) return { kind: 'teaching-class', id: teachingClass }
  if (registrationGroup !== undefined) return { kind: 'registration-group', id: registrationGroup }
  if (yearGroup !== undefined) return { kind: 'year-group', id: yearGroup }
  return undefined
}

/** Whether the query asks for no more than the school or one group by name: those pages cost what they return. */
const isPlain = (query: Query): boolean => {
  const { sort, field: _, limit: __, cursor: ___, q, ...filters } = query
  const given = Object.entries(filters).filter(([, value]) => value !== undefined)
  return sort === 'surname' && !q && query.teachingClass === undefined && given.length === (groupOf(query) ? 1 : 0)
}

const plainPage = async (store: LearnerStore, query: Query, after: Position | undefined): Promise<Page> => {
  const group = groupOf(query)
  const learners = await store.page(group?.kind === 'teaching-class' ? undefined : group, query.limit + 1, after)
  return cut(query, learners, (learner) => positionIn('surname', indexEntryOf(learner)))
}

/** Any other combination: one pass over the group's learners, or over the compact index of the school. */
const searchedPage = async (store: LearnerStore, query: Query, after: Position | undefined): Promise<Page> => {
  const group = groupOf(query)
  const everyone = group ? await store.everyone(group) : undefined
  const entries = everyone ? everyone.map(indexEntryOf) : await store.index()
  const passes = learnerFilter({ ...query, leaver: query.leaver && query.leaver === 'true' })
  const found = entries
    .filter(passes)
    .map((entry) => ({ entry, position: positionIn(query.sort, entry) }))
    .filter(({ position }) => !after || comparePositions(query.sort, position, after) > 0)
    .sort((a, b) => comparePositions(query.sort, a.position, b.position))
  const page = cut(query, found, ({ position }) => position)
  const ids = page.learners.map(({ entry }) => entry.id)
  const known = everyone && new Map(everyone.map((learner) => [learner.id, learner]))
  const learners = known ? ids.flatMap((id) => known.get(id) ?? []) : await store.getMany(ids)
  return { learners, next: page.next }
}

/** One more than the page was looked for, to know whether there is a next one. */
const cut = <Found>({ limit }: Query, found: Found[], place: (one: Found) => Position) => {
  const learners = found.slice(0, limit)
  const last = found.length > limit ? learners.at(-1) : undefined
  return { learners, next: last && place(last) }
}

/** View Learners. */
export const listLearners =
  (learnersOf: LearnersOf, cursors: Cursors): Action<typeof routes.listLearners> =>
  async (request) => {
    const { school, query } = request
    const { cursor, limit: _, ...shape } = query
    const list = ['learners', school.id, shape]
    const after = cursor === undefined ? undefined : ((await cursors.open(list, cursor)) as Position)
    const page = await (isPlain(query) ? plainPage : searchedPage)(learnersOf(school), query, after)
    const next = page.next && (await cursors.seal(list, page.next))
    return pageAnswer(request, page.learners.map(learnerView), next)
  }

export const handler = httpAction(routes.listLearners, () => listLearners(learnersFromEnv(), cursorsFromEnv()))
