import { type RosterMessage, rosterMessage } from '../../shared/contract/messages.ts'
import { nightlySyncId, type RosterSyncsOf, rosterSyncsFromEnv } from '../../shared/store/rosterSyncs.ts'
import { queueWorker } from '../lambda/queueWorker.ts'

type Needs = { rosterSyncsOf: RosterSyncsOf; clock: () => Date }

/** A sync that never worked ends here as `failed`, so that every sync ends. What it had applied stays. */
export const failQueuedSync =
  ({ rosterSyncsOf, clock }: Needs) =>
  async (message: RosterMessage): Promise<void> => {
    const syncs = rosterSyncsOf(message.schoolId)
    const sync = await syncs.get('syncId' in message ? message.syncId : nightlySyncId(message.nightly))
    if (sync?.status !== 'running') return
    const changed = await syncs.change(sync, { ...sync, status: 'failed', finishedAt: clock().toISOString() })
    if (!changed) throw new Error('The sync was changed at the same moment')
  }

export const handler = queueWorker('failQueuedSync', rosterMessage, () =>
  failQueuedSync({ rosterSyncsOf: rosterSyncsFromEnv(), clock: () => new Date() }),
)
