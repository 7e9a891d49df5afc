import { routes } from '../../shared/contract/routes.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { isUndecided } from '../../shared/domain/roster/rosterSync.ts'
import { type RosterSyncsOf, rosterSyncsFromEnv } from '../../shared/store/rosterSyncs.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { rosterSyncView } from './rosterSyncView.ts'

/** Puts a sync aside. Its upload stays used: the next roster is a new one. */
export const rejectRosterSync =
  (rosterSyncsOf: RosterSyncsOf): Action<typeof routes.rejectRosterSync> =>
  async (request) => {
    const { school, params, now, language } = request
    const syncs = rosterSyncsOf(school.id)
    const sync = await syncs.get(params.syncId)
    if (!sync) throw new DomainError('not-found')
    if (!isUndecided(sync)) throw new DomainError('roster-sync-not-open')
    const rejected = { ...sync, status: 'rejected', finishedAt: now.toISOString() } as const
    const changed = await syncs.change(sync, rejected, {
      ...originOf(request),
      action: 'roster-sync-rejected',
      learnerId: null,
      details: { syncId: sync.id },
    })
    if (!changed) throw new DomainError('conflict')
    return { body: rosterSyncView(rejected, await syncs.findings(rejected), language) }
  }

export const handler = httpAction(routes.rejectRosterSync, () =>
  rejectRosterSync(rosterSyncsFromEnv({ auditing: true })),
)
