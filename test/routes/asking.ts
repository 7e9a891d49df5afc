import { Agent, request } from 'node:http'
import { expect } from 'vitest'
import { problemsOf } from '../../shared/contract/openApi.ts'
import { type Problem, problem, problems } from '../../shared/contract/problems.ts'
import type { Route } from '../../shared/contract/route.ts'
import { type RouteName, routes } from '../../shared/contract/routes.ts'

export type Reply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The names of all headers as they came, in lower case: one that came twice is in it twice. */
  readonly headerNames: readonly string[]
  readonly text: string
  /** The answer's JSON; `{}` where it is no JSON. */
  readonly body: Readonly<Record<string, unknown>>
}

type Content = {
  readonly token?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** An object is sent as JSON, a text as it is, and both as JSON unless the headers say otherwise. */
  readonly body?: unknown
}

export type Asked = Content & {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | undefined>> | string
}

/** An id of the right form that nothing has. */
export const nobody = '0123456789abcdef'

const agent = new Agent({ keepAlive: true, maxSockets: 24 })

/** One request as it is written here, path and all: nothing is tidied on the way, as `fetch` would. */
export const exchange = (base: string, method: string, path: string, { token, headers, body }: Content = {}) =>
  new Promise<Reply>((resolve, reject) => {
    const { hostname, port } = new URL(base)
    const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const sent = request({
      agent,
      hostname,
      port,
      method,
      path,
      headers: {
        ...(content !== undefined && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(content),
        }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
    })
    sent.on('error', reject)
    sent.on('response', (answer) => {
      const chunks: Buffer[] = []
      answer.on('error', reject)
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const isJson = /json/.test(answer.headers['content-type'] ?? '') && text !== ''
        resolve({
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
          headerNames: answer.rawHeaders.filter((_, place) => place % 2 === 0).map((name) => name.toLowerCase()),
          text,
          body: isJson ? JSON.parse(text) : {},
        })
      })
    })
    sent.end(content)
  })

/** What every answer carries, whatever it says. */
export const expectSafeHeaders = ({ headers, headerNames }: Reply): void => {
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
    'referrer-policy': 'no-referrer',
    'strict-transport-security': expect.stringMatching(/^max-age=\d{7,}/),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  })
  expect(headerNames).toEqual([...new Set(headerNames)])
  expect(headers).not.toHaveProperty('x-powered-by')
}

/** An error in the one form that errors have. */
export const expectProblem = (reply: Reply): Problem => {
  expect(reply.headers['content-type']).toBe('application/problem+json')
  const answered = problem.parse(reply.body)
  expect(answered).toMatchObject({
    type: `https://allwedd.cymru/problems/${answered.code}`,
    status: reply.status,
    detail: expect.stringMatching(/\S/),
    requestId: expect.stringMatching(/\S/),
  })
  expect(problems[answered.code].status).toBe(reply.status)
  expect(Object.values(problems[answered.code].title)).toContain(answered.title)
  return answered
}

/** What the contract promises of a route's answers: its schemas are those that the document is made from. */
const expectConforming = (route: Route, reply: Reply): void => {
  expectSafeHeaders(reply)
  if (reply.status !== route.status) {
    expect(problemsOf(route)).toContain(expectProblem(reply).code)
    expect(reply.status, reply.text).toBeLessThan(500)
    return
  }
  if (!route.response) {
    expect(reply.text).toBe('')
    return
  }
  expect(reply.headers['content-type']).toBe(route.contentType ?? 'application/json')
  expect(route.response.safeParse(route.contentType ? reply.text : reply.body).error).toBeUndefined()
}

const queryOf = (query: Asked['query']): string => {
  if (typeof query === 'string') return query && `?${query}`
  const given = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  )
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

export type Ask = (name: RouteName, asked?: Asked) => Promise<Reply>

/** Asks routes by name, about what does not exist where nothing is named; every answer is checked against the contract, whatever a test asks about it beyond that. */
export const asker =
  (base: string): Ask =>
  async (name, { params = {}, query, ...content } = {}) => {
    const route: Route = routes[name]
    const path = route.path.replace(/\{(\w+)\}/g, (_, param: string) => encodeURIComponent(params[param] ?? nobody))
    const reply = await exchange(base, route.method, path + queryOf(query), content)
    expectConforming(route, reply)
    return reply
  }

/** The answer without what is different in every answer. */
export const withoutRequestId = ({ status, body: { requestId: _, ...body } }: Reply) => ({ status, body })

/** Where the faults of a bad request are. */
export const pointersOf = ({ body }: Reply): string[] =>
  ((body['errors'] ?? []) as { pointer: string }[]).map(({ pointer }) => pointer).sort()

export const codeOf = ({ status, body }: Reply): string => `${status} ${body['code'] ?? ''}`.trim()
