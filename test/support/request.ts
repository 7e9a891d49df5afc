import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { expect } from 'vitest'
import { type Action, httpAction } from '../../functions/http/httpAction.ts'
import { problemsOf } from '../../shared/contract/openApi.ts'
import { problem, problems } from '../../shared/contract/problems.ts'
import type { Route } from '../../shared/contract/route.ts'
import type { Account } from '../../shared/domain/account.ts'
import type { Secret } from '../../shared/domain/secret.ts'
import type { World } from './world/memoryWorld.ts'

export type Asked = {
  /** Who asks: they are signed in once, and asked for again with the same token. Nobody, where it is left out. */
  readonly as?: Account | null
  /** This token and no other, instead of signing anyone in. */
  readonly token?: Secret
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  /** An object is sent as JSON, a text as it is. */
  readonly body?: object | string
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
  readonly sourceIp?: string
}

export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly cookies: readonly string[]
  /** The answer's JSON; `{}` where it has no body or another form. */
  readonly body: Readonly<Record<string, unknown>>
  readonly text: string
}

export const requestId = 'request-1'
const host = 'allwedd.test'

const tokens = new WeakMap<World, Map<string, Secret>>()

/** The token of an account in this world, signed in at the first call. */
export const tokenOf = async (world: World, account: Account): Promise<Secret> => {
  const known = tokens.get(world) ?? new Map<string, Secret>()
  tokens.set(world, known)
  const stored = world.state.accounts.get(account.id)
  if (!stored) throw new Error(`${account.username} is not in the world`)
  const token = known.get(account.id) ?? (await world.sessions.open(stored, world.clock())).token
  known.set(account.id, token)
  return token
}

/** The event that API Gateway makes of a request to a route. */
const eventOf = (route: Route, asked: Asked, token: Secret | undefined): APIGatewayProxyEventV2 => {
  const { params = {}, query = {}, body, headers = {}, cookies, sourceIp = '192.0.2.1' } = asked
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  return {
    version: '2.0',
    routeKey: `${route.method} ${route.path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: {
      host,
      ...(typeof body === 'object' && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token.reveal()}` }),
      ...headers,
    },
    pathParameters: params,
    queryStringParameters: query,
    ...(cookies && { cookies: [...cookies] }),
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    isBase64Encoded: false,
    requestContext: {
      http: { method: route.method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: 'test' },
    } as APIGatewayProxyEventV2['requestContext'],
  }
}

/** Every answer keeps what the contract promises, whatever a test asks about it beyond that. */
const checkAnswer = (route: Route, { status, headers, body, text }: Reply): void => {
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-security-policy': expect.any(String) })
  if (status === route.status && !route.response) {
    expect(text).toBe('')
    return
  }
  if (status === route.status) {
    expect(headers['content-type']).toBe(route.contentType ?? 'application/json')
    expect(route.response?.safeParse(route.contentType ? text : body).error).toBeUndefined()
    return
  }
  expect(headers['content-type']).toBe('application/problem+json')
  const answered = problem.parse(body)
  expect(answered).toMatchObject({ requestId, status, type: expect.stringMatching(`/${answered.code}$`) })
  expect(problems[answered.code].status).toBe(status)
  expect(problemsOf(route)).toContain(answered.code)
}

const lowerCased = (headers: APIGatewayProxyStructuredResultV2['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]))

/** Asks a route of an action that stands on the world, through all that comes before an action and after it. */
export const call = async <const R extends Route>(
  world: World,
  route: R,
  action: Action<R>,
  asked: Asked = {},
): Promise<Reply> => {
  const handler = httpAction(route, () => action, {
    identity: () => world.identity,
    rosterKeys: () => world.rosterKeys,
    clock: world.clock,
  })
  const token = asked.token ?? (asked.as ? await tokenOf(world, asked.as) : undefined)
  const answer = await handler(eventOf(route, asked, token), { awsRequestId: requestId } as Context)
  const headers = lowerCased(answer.headers)
  const text = answer.body ?? ''
  const isJson = /json/.test(headers['content-type'] ?? '')
  const reply: Reply = {
    status: answer.statusCode ?? 0,
    headers,
    cookies: answer.cookies ?? [],
    body: isJson && text !== '' ? JSON.parse(text) : {},
    text,
  }
  checkAnswer(route, reply)
  return reply
}
