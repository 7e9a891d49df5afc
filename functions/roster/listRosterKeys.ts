import { routes } from '../../shared/contract/routes.ts'
import { type RosterSyncsOf, rosterSyncsFromEnv } from '../../shared/store/rosterSyncs.ts'
import { type Action, httpAction } from '../http/httpAction.ts'
import { rosterKeyView } from './rosterKeyView.ts'

/** Which keys there are, and who made them when. */
export const listRosterKeys =
  (rosterSyncsOf: RosterSyncsOf): Action<typeof routes.listRosterKeys> =>
  async ({ school }) => ({ body: { items: (await rosterSyncsOf(school.id).keys()).map(rosterKeyView) } })

export const handler = httpAction(routes.listRosterKeys, () => listRosterKeys(rosterSyncsFromEnv()))
