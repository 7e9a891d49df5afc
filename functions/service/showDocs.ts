import { createHash } from 'node:crypto'
import openApi from '../../openapi.json' with { type: 'json' }
import { routes } from '../../shared/contract/routes.ts'
import { httpAction } from '../http/httpAction.ts'
import { docsPage, docsStyle } from './docsPage.ts'

const styleHash = createHash('sha256').update(docsStyle).digest('base64')

/** The contract as a page for people: plain HTML, which runs nothing and loads nothing. */
export const handler = httpAction(routes.showDocs, () => {
  const body = docsPage(openApi)
  const headers = {
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; frame-ancestors 'none'; base-uri 'none'`,
  }
  return async () => ({ body, headers })
})
