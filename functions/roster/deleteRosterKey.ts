import { routes } from '../../shared/contract/routes.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { type RosterSyncsOf, rosterSyncsFromEnv } from '../../shared/store/rosterSyncs.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'

/** Takes a key back: who still has it is a stranger from now on. */
export const deleteRosterKey =
  (rosterSyncsOf: RosterSyncsOf): Action<typeof routes.deleteRosterKey> =>
  async (request) => {
    const { school, params } = request
    const removed = await rosterSyncsOf(school.id).removeKey(params.keyId, {
      ...originOf(request),
      action: 'roster-key-removed',
      learnerId: null,
      details: { keyId: params.keyId },
    })
    if (!removed) throw new DomainError('not-found')
    return {}
  }

export const handler = httpAction(routes.deleteRosterKey, () => deleteRosterKey(rosterSyncsFromEnv({ auditing: true })))
