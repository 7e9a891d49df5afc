import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Functions } from './functions.ts'
import { type GatewayAnswer, gatewayAnswer, gatewayEvent } from './gatewayEvent.ts'
import type { RoutePlan } from './plan.ts'
import { close, listen, loopback } from './ports.ts'
import { type Match, routeMatcher } from './routeMatcher.ts'
import { splitUrl } from './sigv4.ts'

export type ApiServer = {
  readonly url: string
  /** From now on requests are answered by functions; until then with 503. */
  readonly serve: (routes: readonly RoutePlan[], functions: Functions) => void
  readonly stop: (patienceMs: number) => Promise<void>
}

const mostBody = 10 * 1024 * 1024
const mostEvent = 6 * 1024 * 1024

const message = (status: number, text: string): GatewayAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message: text })),
})

const tooLarge = message(413, 'Request Entity Too Large')

/** The whole body, or undefined when it is longer than API Gateway takes. Rejects when the client goes away. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += chunk.length
    if (size > mostBody) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

type Find = (method: string, path: string) => Match | undefined

const answer = async (request: IncomingMessage, find: Find, functions: Functions): Promise<GatewayAnswer> => {
  const [path] = splitUrl(request.url)
  let match: Match | undefined
  try {
    match = path.startsWith('/') ? find(request.method ?? '', path) : undefined
  } catch {
    return message(400, 'Bad Request')
  }
  if (!match) return message(404, 'Not Found')
  if (Number(request.headers['content-length'] ?? 0) > mostBody) return tooLarge
  const body = await readBody(request)
  if (!body) return tooLarge
  const event = gatewayEvent(request, body, match)
  if ((event.body?.length ?? 0) > mostEvent) return tooLarge
  try {
    const invoke = functions.byArn(match.route.functionArn)
    return gatewayAnswer(await invoke(event))
  } catch (error) {
    console.error(`${match.route.key} failed:`, error)
    return message(500, 'Internal Server Error')
  }
}

const send = (request: IncomingMessage, response: ServerResponse, { status, headers, body }: GatewayAnswer): void => {
  if (response.destroyed) return
  // What is left of a body that was not read would be taken for the next request.
  if (!request.complete) response.shouldKeepAlive = false
  const bodiless = status === 204 || status === 304
  response.writeHead(status, { ...headers, ...(!bodiless && { 'content-length': body.length }) })
  response.end(bodiless ? undefined : body)
}

/** Listens on this machine alone, and turns requests into calls of functions as API Gateway does. */
export const startServer = async (port: number): Promise<ApiServer> => {
  let handle = async (_request: IncomingMessage): Promise<GatewayAnswer> => message(503, 'Service Unavailable')
  const server = createServer((request, response) => {
    request.on('error', () => {})
    response.on('error', () => {})
    handle(request)
      .catch(() => message(400, 'Bad Request'))
      .then((result) => send(request, response, result))
      .catch(() => {
        if (response.headersSent) response.destroy()
        else send(request, response, message(500, 'Internal Server Error'))
      })
      .catch(() => response.destroy())
  })
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
    else socket.destroy()
  })
  const used = await listen(server, port)
  return {
    url: `http://${loopback}:${used}`,
    serve: (routes, functions) => {
      const find = routeMatcher(routes)
      handle = (request) => answer(request, find, functions)
    },
    stop: (patienceMs) => close(server, patienceMs),
  }
}
