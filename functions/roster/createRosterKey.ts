import { routes } from '../../shared/contract/routes.ts'
import { newRosterKey } from '../../shared/store/rosterKeys.ts'
import { type RosterSyncsOf, rosterSyncsFromEnv } from '../../shared/store/rosterSyncs.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { rosterKeyView } from './rosterKeyView.ts'

/** A key for the MIS server's nightly report. It is shown in this answer and never again. */
export const createRosterKey =
  (rosterSyncsOf: RosterSyncsOf): Action<typeof routes.createRosterKey> =>
  async (request) => {
    const { school, principal, body, now } = request
    const { key, token } = newRosterKey(school.id, body.name, principal.account, now)
    await rosterSyncsOf(school.id).addKey(key, {
      ...originOf(request),
      action: 'roster-key-made',
      learnerId: null,
      details: { keyId: key.id },
    })
    return { body: { ...rosterKeyView(key), key: token.reveal() } }
  }

export const handler = httpAction(routes.createRosterKey, () => createRosterKey(rosterSyncsFromEnv({ auditing: true })))
