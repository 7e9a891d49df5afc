import * as z from 'zod'
import { routes } from '../../shared/contract/routes.ts'
import { type Cursors, cursorsFromEnv } from '../../shared/store/cursors.ts'
import { type RosterSyncsOf, rosterSyncsFromEnv } from '../../shared/store/rosterSyncs.ts'
import { type Action, httpAction } from '../http/httpAction.ts'
import { pageAnswer } from '../http/nextPage.ts'
import { rosterSyncSummary } from './rosterSyncView.ts'

type Needs = { rosterSyncsOf: RosterSyncsOf; cursors: Cursors }

/** What came of the school's rosters, newest first. */
export const listRosterSyncs =
  ({ rosterSyncsOf, cursors }: Needs): Action<typeof routes.listRosterSyncs> =>
  async (request) => {
    const { school, query, language } = request
    const list = ['roster-syncs', school.id]
    const after = query.cursor === undefined ? undefined : z.string().parse(await cursors.open(list, query.cursor))
    const found = await rosterSyncsOf(school.id).list(query.limit + 1, after)
    const page = found.slice(0, query.limit)
    const next = found.length > query.limit ? await cursors.seal(list, page.at(-1)?.id) : undefined
    const items = page.map((sync) => rosterSyncSummary(sync, language))
    return pageAnswer(request, items, next)
  }

export const handler = httpAction(routes.listRosterSyncs, () =>
  listRosterSyncs({ rosterSyncsOf: rosterSyncsFromEnv(), cursors: cursorsFromEnv() }),
)
