import { randomUUID } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { account } from './intrinsics.ts'
import type { Match } from './routeMatcher.ts'
import { splitUrl } from './sigv4.ts'

const isText = (contentType = '') => /^(text\/|application\/(.*\+)?(json|xml|javascript)\b)/i.test(contentType)

const headersOf = ({ headersDistinct }: IncomingMessage): Record<string, string> => {
  const { cookie: _cookie, ...headers } = headersDistinct
  return Object.fromEntries(Object.entries(headers).map(([name, values = []]) => [name, values.join(',')]))
}

const queryOf = (query: string): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query))
    parameters[name] = Object.hasOwn(parameters, name) ? `${parameters[name]},${value}` : value
  return Object.keys(parameters).length > 0 ? parameters : undefined
}

/** What API Gateway's HTTP API (payload 2.0) makes of a request. Paths are decoded, as they are there. */
export const gatewayEvent = (request: IncomingMessage, body: Buffer, { route, pathParameters }: Match) => {
  const [path, query] = splitUrl(request.url)
  const { cookie, host = '', 'user-agent': userAgent = '', 'content-type': contentType } = request.headers
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1'
  const rawPath = path
    .split('/')
    .map((segment) => decodeURIComponent(segment))
    .join('/')
  const queryStringParameters = queryOf(query)
  const at = new Date()
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath,
    rawQueryString: query,
    ...(cookie && { cookies: cookie.split(/; */).filter(Boolean) }),
    headers: { ...headersOf(request), 'x-forwarded-for': sourceIp, 'x-forwarded-proto': 'http' },
    ...(queryStringParameters && { queryStringParameters }),
    requestContext: {
      accountId: account,
      apiId: 'local',
      domainName: host,
      domainPrefix: host.split('.')[0] ?? '',
      http: {
        method: request.method ?? '',
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp,
        userAgent,
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: '$default',
      time: at.toUTCString(),
      timeEpoch: at.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText(contentType) ? 'utf8' : 'base64') }),
    ...(pathParameters && { pathParameters }),
    isBase64Encoded: body.length > 0 && !isText(contentType),
  } satisfies APIGatewayProxyEventV2
}

export type GatewayAnswer = { readonly status: number; readonly headers: OutgoingHttpHeaders; readonly body: Buffer }

const hopByHop = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade'])

/** What API Gateway makes of a function's result; without a `statusCode` the result itself is the body. */
export const gatewayAnswer = (result: unknown): GatewayAnswer => {
  if (typeof result !== 'object' || result === null || !('statusCode' in result))
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify(result ?? null)),
    }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = result as Result
  const status = Number(statusCode)
  if (!(Number.isInteger(status) && status >= 200 && status <= 599)) throw new Error(`${statusCode} is no status`)
  const sent = Object.entries(headers).filter(([name]) => !hopByHop.has(name.toLowerCase()))
  return {
    status,
    headers: {
      ...Object.fromEntries(sent.map(([name, value]) => [name, String(value)])),
      ...(cookies.length > 0 && { 'set-cookie': [...cookies] }),
    },
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  }
}

type Result = {
  readonly statusCode: unknown
  readonly headers?: Readonly<Record<string, unknown>>
  readonly cookies?: readonly string[]
  readonly body?: string
  readonly isBase64Encoded?: boolean
}
