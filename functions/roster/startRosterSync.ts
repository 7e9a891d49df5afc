import { routes } from '../../shared/contract/routes.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { noCounts, type RosterSync } from '../../shared/domain/roster/rosterSync.ts'
import { newTimedId } from '../../shared/store/ids.ts'
import { type RosterInboxOf, rosterInboxFromEnv } from '../../shared/store/rosterInbox.ts'
import { type RosterQueue, rosterQueueFromEnv } from '../../shared/store/rosterQueue.ts'
import { type RosterSyncsOf, rosterSyncsFromEnv } from '../../shared/store/rosterSyncs.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { rosterSyncView, watchingHeaders } from './rosterSyncView.ts'

type Needs = { rosterSyncsOf: RosterSyncsOf; inboxOf: RosterInboxOf; rosterQueue: RosterQueue }

/** Uses an upload: it stands as a sync before a worker hears of it. */
export const startRosterSync =
  ({ rosterSyncsOf, inboxOf, rosterQueue }: Needs): Action<typeof routes.startRosterSync> =>
  async (request) => {
    const { school, principal, body, now, requestId, sourceIp, language } = request
    const syncs = rosterSyncsOf(school.id)
    const upload = await syncs.upload(body.uploadId)
    if (!upload) throw new DomainError('not-found')
    if (upload.usedBy !== null) throw new DomainError('roster-already-used')
    if ((await inboxOf(school.id).size(upload.id)) === null) throw new DomainError('roster-not-uploaded')
    const sync: RosterSync = {
      id: newTimedId(now),
      status: 'running',
      phase: 'planning',
      mode: body.mode,
      source: { kind: 'upload', uploadId: upload.id, fileName: upload.fileName },
      startedBy: { id: principal.account.id, username: principal.account.username },
      startedAt: now.toISOString(),
      finishedAt: null,
      requestId,
      sourceIp,
      planHash: null,
      counts: noCounts,
      holds: [],
      approvedBy: null,
      parts: 0,
      revision: 1,
    }
    const started = await syncs.start(sync, {
      ...originOf(request),
      action: 'roster-sync-started',
      learnerId: null,
      details: { syncId: sync.id, uploadId: upload.id, mode: body.mode },
    })
    if (started !== 'started') throw new DomainError('roster-already-used')
    try {
      await rosterQueue.send({ schoolId: school.id, syncId: sync.id })
    } catch (cause) {
      await syncs.change(sync, { ...sync, status: 'failed', finishedAt: now.toISOString() })
      throw notSent(cause)
    }
    const shown = rosterSyncView(sync, { changes: [], problems: [] }, language)
    return { body: shown, headers: watchingHeaders(school.id, sync.id) }
  }

const notSent = (cause: unknown): DomainError =>
  new DomainError('temporarily-unavailable', {
    detail: {
      en: 'The sync could not be started. Nothing was changed: upload the roster again in a minute.',
      cy: 'Ni ellid dechrau’r cydamseru. Ni newidiwyd dim: llwythwch y rhestr eto mewn munud.',
    },
    retryAfter: 60,
    cause,
  })

export const handler = httpAction(routes.startRosterSync, () =>
  startRosterSync({
    rosterSyncsOf: rosterSyncsFromEnv({ auditing: true }),
    inboxOf: rosterInboxFromEnv(),
    rosterQueue: rosterQueueFromEnv(),
  }),
)
