import { routes } from '../../shared/contract/routes.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { type GroupResetsOf, groupResetsFromEnv } from '../../shared/store/passwordResets.ts'
import { type Action, httpAction } from '../http/httpAction.ts'
import { groupResetView } from './groupResetView.ts'

/** Watches a group reset. */
export const openGroupReset =
  (resetsOf: GroupResetsOf): Action<typeof routes.openGroupReset> =>
  async ({ school, params }) => {
    const resets = resetsOf(school.id)
    const job = await resets.get(params.resetId)
    if (!job) throw new DomainError('not-found')
    const body = groupResetView(job, await resets.results(job.id))
    return body.status === 'running' ? { body, headers: { 'retry-after': '1' } } : { body }
  }

export const handler = httpAction(routes.openGroupReset, () => openGroupReset(groupResetsFromEnv()))
