import { routes } from '../../shared/contract/routes.ts'
import { newTimedId } from '../../shared/store/ids.ts'
import { type RosterInboxOf, rosterInboxFromEnv } from '../../shared/store/rosterInbox.ts'
import { type RosterSyncsOf, rosterSyncsFromEnv } from '../../shared/store/rosterSyncs.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'

type Needs = { rosterSyncsOf: RosterSyncsOf; inboxOf: RosterInboxOf }

/** Gives a link into the school's inbox, to people and to MIS servers alike. The upload is on record before it. */
export const createRosterUpload =
  ({ rosterSyncsOf, inboxOf }: Needs): Action<typeof routes.createRosterUpload> =>
  async (request) => {
    const { school, body, now } = request
    const id = newTimedId(now)
    await rosterSyncsOf(school.id).addUpload(
      { id, ...body, createdAt: now.toISOString(), usedBy: null },
      { ...originOf(request), action: 'roster-upload-made', learnerId: null, details: { uploadId: id } },
    )
    return { body: { id, ...(await inboxOf(school.id).link(id, body.bytes, now)) } }
  }

export const handler = httpAction(routes.createRosterUpload, () =>
  createRosterUpload({ rosterSyncsOf: rosterSyncsFromEnv({ auditing: true }), inboxOf: rosterInboxFromEnv() }),
)
