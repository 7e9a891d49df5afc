import { routes } from '../../shared/contract/routes.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { mayBeApproved } from '../../shared/domain/roster/rosterSync.ts'
import { type RosterQueue, rosterQueueFromEnv } from '../../shared/store/rosterQueue.ts'
import { type RosterSyncsOf, rosterSyncsFromEnv } from '../../shared/store/rosterSyncs.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { rosterSyncView, watchingHeaders } from './rosterSyncView.ts'

type Needs = { rosterSyncsOf: RosterSyncsOf; rosterQueue: RosterQueue }

/** Has the plan applied that was shown: the worker plans again, and applies nothing when it comes to another plan. */
export const approveRosterSync =
  ({ rosterSyncsOf, rosterQueue }: Needs): Action<typeof routes.approveRosterSync> =>
  async (request) => {
    const { school, principal, params, language } = request
    const syncs = rosterSyncsOf(school.id)
    const sync = await syncs.get(params.syncId)
    if (!sync) throw new DomainError('not-found')
    if (!mayBeApproved(sync)) throw new DomainError('roster-sync-not-open')
    const [newest] = await syncs.list(1, undefined)
    if (newest?.id !== sync.id) throw new DomainError('plan-out-of-date')
    const approved = {
      ...sync,
      status: 'running',
      approvedBy: { id: principal.account.id, username: principal.account.username },
    } as const
    const changed = await syncs.change(sync, approved, {
      ...originOf(request),
      action: 'roster-sync-approved',
      learnerId: null,
      details: { syncId: sync.id },
    })
    if (!changed) throw new DomainError('conflict')
    try {
      await rosterQueue.send({ schoolId: school.id, syncId: sync.id })
    } catch (cause) {
      await syncs.change({ ...approved, revision: sync.revision + 1 }, sync)
      throw new DomainError('temporarily-unavailable', { retryAfter: 60, cause })
    }
    const shown = rosterSyncView(approved, await syncs.findings(approved), language)
    return { body: shown, headers: watchingHeaders(school.id, sync.id) }
  }

export const handler = httpAction(routes.approveRosterSync, () =>
  approveRosterSync({ rosterSyncsOf: rosterSyncsFromEnv({ auditing: true }), rosterQueue: rosterQueueFromEnv() }),
)
