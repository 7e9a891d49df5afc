import { routes } from '../../shared/contract/routes.ts'
import { httpAction } from '../http/httpAction.ts'

/** Answers while the API can be reached; it asks nothing of anything else. */
export const handler = httpAction(routes.showHealth, () => async () => ({ body: { status: 'ok' as const } }))
