import { routes } from '../../shared/contract/routes.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { type RosterSyncsOf, rosterSyncsFromEnv } from '../../shared/store/rosterSyncs.ts'
import { type Action, httpAction } from '../http/httpAction.ts'
import { rosterSyncView, watchingHeaders } from './rosterSyncView.ts'

/** One sync with everything that it changes, or would. */
export const openRosterSync =
  (rosterSyncsOf: RosterSyncsOf): Action<typeof routes.openRosterSync> =>
  async ({ school, params, language }) => {
    const syncs = rosterSyncsOf(school.id)
    const sync = await syncs.get(params.syncId)
    if (!sync) throw new DomainError('not-found')
    const body = rosterSyncView(sync, await syncs.findings(sync), language)
    return sync.status === 'running' ? { body, headers: watchingHeaders(school.id, sync.id) } : { body }
  }

export const handler = httpAction(routes.openRosterSync, () => openRosterSync(rosterSyncsFromEnv()))
