import openApi from '../../openapi.json' with { type: 'json' }
import { routes } from '../../shared/contract/routes.ts'
import { httpAction } from '../http/httpAction.ts'

/** The contract as a document for machines. */
export const handler = httpAction(routes.showOpenApi, () => async () => ({ body: openApi }))
