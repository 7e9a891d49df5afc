import httpSecurityHeaders from '@middy/http-security-headers'

/** Headers for browsers that every answer carries: nothing here is a page, so nothing may be run or framed. */
export const securityHeaders = () =>
  httpSecurityHeaders({ contentSecurityPolicy: false, permissionsPolicy: false, xssProtection: false })

/** The policy of an answer that is no page; a page brings its own. */
export const nothingRuns = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
