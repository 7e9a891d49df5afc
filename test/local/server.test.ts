import { request } from 'node:http'
import { connect } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Functions, Invoke } from '../../local/functions.ts'
import { startServer } from '../../local/server.ts'

const keys = [
  'GET /v1/things',
  'POST /v1/things',
  'GET /v1/things/{id}',
  'GET /v1/things/mine',
  'GET /v1/things/{id}/parts/{part}',
  'ANY /v1/any',
  'GET /v1/any',
  'GET /v1/files/{path+}',
  '$default',
]

const open = async (invoke: Invoke, routes = keys) => {
  const { url, serve, stop } = await startServer(0)
  onTestFinished(() => stop(0))
  const functions: Functions = { byArn: () => invoke, settle: async () => {} }
  serve(
    routes.map((key) => ({ key, functionArn: key })),
    functions,
  )
  return url
}

type Sent = { method?: string; path: string; headers?: Record<string, string | string[]>; body?: string | Buffer }

/** Sends a request as it is written here, with nothing tidied up. */
const send = (url: string, { method = 'GET', path, headers = {}, body }: Sent) =>
  new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const sent = request({ hostname, port, method, path, headers, agent: false }, async (answer) => {
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) })
    })
    sent.on('error', reject)
    sent.end(body)
  })

const echo: Invoke = async (event) => ({ statusCode: 200, body: JSON.stringify(event) })

const eventOf = async (sent: Sent): Promise<APIGatewayProxyEventV2> =>
  JSON.parse((await send(await open(echo), sent)).body)

describe('the event of a request', () => {
  it('is that of payload format 2.0', async () => {
    const event = await eventOf({
      path: '/v1/things/Ll%C5%B7r%20A?q=a+b&q=c%26&empty=',
      headers: { Cookie: 'a=1; b=2', 'X-Several': ['one', 'two'], 'User-Agent': 'test' },
    })
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /v1/things/{id}',
      rawPath: '/v1/things/Llŷr A',
      rawQueryString: 'q=a+b&q=c%26&empty=',
      queryStringParameters: { q: 'a b,c&', empty: '' },
      pathParameters: { id: 'Llŷr A' },
      cookies: ['a=1', 'b=2'],
      requestContext: {
        http: {
          method: 'GET',
          path: '/v1/things/Llŷr A',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        routeKey: 'GET /v1/things/{id}',
        stage: '$default',
      },
      isBase64Encoded: false,
    })
    expect(event.headers).toMatchObject({
      'x-several': 'one,two',
      'user-agent': 'test',
      'x-forwarded-for': '127.0.0.1',
    })
    expect(event.headers).not.toHaveProperty('cookie')
    expect(event).not.toHaveProperty('body')
  })

  it.each([
    ['application/json', '{"a":"ŵ"}', false],
    ['application/problem+json; charset=utf-8', '{}', false],
    ['text/csv', 'a,b', false],
    ['application/octet-stream', 'ŵ', true],
    ['application/zip', 'PK', true],
  ])('has a body of type %s as it came, or in base64', async (type, body, isBase64Encoded) => {
    const event = await eventOf({ method: 'POST', path: '/v1/things', headers: { 'content-type': type }, body })
    expect(event.isBase64Encoded).toBe(isBase64Encoded)
    expect(Buffer.from(event.body ?? '', isBase64Encoded ? 'base64' : 'utf8').toString()).toBe(body)
  })

  it.each([
    ['GET', '/v1/things', 'GET /v1/things', undefined],
    ['POST', '/v1/things', 'POST /v1/things', undefined],
    ['GET', '/v1/things/mine', 'GET /v1/things/mine', undefined],
    ['GET', '/v1/things/a%2Fb', 'GET /v1/things/{id}', { id: 'a/b' }],
    ['GET', '/v1/things/a/parts/..', 'GET /v1/things/{id}/parts/{part}', { id: 'a', part: '..' }],
    ['GET', '/v1/files/a/b%20c', 'GET /v1/files/{path+}', { path: 'a/b c' }],
    ['GET', '/v1/any', 'GET /v1/any', undefined],
    ['DELETE', '/v1/any', 'ANY /v1/any', undefined],
    ['GET', '/v1/things/', '$default', undefined],
    ['GET', '/v1//things', '$default', undefined],
    ['GET', '/v1/files/', '$default', undefined],
    ['PUT', '/v1/things', '$default', undefined],
    ['OPTIONS', '/v1/things', '$default', undefined],
    ['GET', '/V1/things', '$default', undefined],
    ['GET', '/', '$default', undefined],
    ['GET', '/v1/things?/../x', 'GET /v1/things', undefined],
  ])('%s %s goes to %s', async (method, path, routeKey, pathParameters) => {
    const event = await eventOf({ method, path })
    expect([event.routeKey, event.pathParameters]).toEqual([routeKey, pathParameters])
  })
})

describe('the answer of a function', () => {
  it('is sent with its status, headers, cookies and bytes', async () => {
    const bytes = Buffer.from([0, 255, 10])
    const headers = { 'content-type': 'application/pdf', connection: 'close', 'content-length': '999' }
    const cookies = ['a=1; Secure', 'b=2']
    const url = await open(async () => ({
      statusCode: 201,
      headers,
      cookies,
      body: bytes.toString('base64'),
      isBase64Encoded: true,
    }))
    const answer = await fetch(`${url}/v1/things`)
    expect(answer.status).toBe(201)
    expect(answer.headers.getSetCookie()).toEqual(cookies)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect((await buffer(answer.body as never)).equals(bytes)).toBe(true)
  })

  it('is JSON with 200 when it has no status', async () => {
    const answer = await fetch(await open(async () => ({ hello: 'byd' })))
    expect([answer.status, await answer.json()]).toEqual([200, { hello: 'byd' }])
  })

  it('has no body for 204, nor for HEAD', async () => {
    const url = await open(async () => ({ statusCode: 204, body: 'nothing of this' }))
    expect(await send(url, { path: '/' })).toMatchObject({ status: 204, body: '' })
    const head = await send(await open(echo), { method: 'HEAD', path: '/' })
    expect(head).toMatchObject({ status: 200, body: '' })
  })

  it.each<[string, Invoke]>([
    ['throws', async () => Promise.reject(new Error('private'))],
    ['gives no real status', async () => ({ statusCode: 99 })],
    [
      'gives a header that would start another one',
      async () => ({ statusCode: 200, headers: { x: 'a\r\nset-cookie: b=1' } }),
    ],
  ])('is 500 and says nothing when it %s', async (_what, invoke) => {
    const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
    onTestFinished(() => silent.mockRestore())
    const answer = await send(await open(invoke), { path: '/' })
    expect([answer.status, answer.body]).toEqual([500, '{"message":"Internal Server Error"}'])
    expect(answer.headers).not.toHaveProperty('set-cookie')
  })
})

describe('a request that is no good', () => {
  it.each(['/v1/things/%', '/v1/things/%zz', '/v1/things/%ff'])('is 400 for %s', async (path) => {
    expect((await send(await open(echo), { path })).status).toBe(400)
  })

  it('is 404 when there is no route for it', async () => {
    expect((await send(await open(echo, ['GET /a']), { path: '/b' })).status).toBe(404)
  })

  it('is 413 when it says that it is too long, or just is', async () => {
    const url = await open(echo)
    const body = Buffer.alloc(11 * 1024 * 1024, 'x')
    const headers = { 'content-type': 'text/plain' }
    const declared = { ...headers, 'content-length': String(body.length) }
    expect(await send(url, { method: 'POST', path: '/v1/things', headers: declared })).toMatchObject({ status: 413 })
    const chunked = { ...headers, 'transfer-encoding': 'chunked' }
    expect(await send(url, { method: 'POST', path: '/v1/things', headers: chunked, body })).toMatchObject({
      status: 413,
    })
    const asEvent = body.subarray(0, 5 * 1024 * 1024)
    const binary = { 'content-type': 'application/zip' }
    expect(await send(url, { method: 'POST', path: '/v1/things', headers: binary, body: asEvent })).toMatchObject({
      status: 413,
    })
    expect((await fetch(url)).status).toBe(200)
  })

  it.each([
    'GARBAGE\r\n\r\n',
    'GET http://elsewhere/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n',
    'GET / HTTP/1.1\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello',
    `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
  ])('gets an answer even when it is hardly HTTP: %.40j', async (bytes) => {
    const url = new URL(await open(echo))
    const socket = connect(Number(url.port), url.hostname)
    socket.write(bytes)
    expect(await text(socket)).toMatch(/^HTTP\/1.1 4/)
    expect((await fetch(url)).status).toBe(200)
  })

  it('does no harm when its client goes away, before or after it is heard', async () => {
    const { promise: called, resolve } = Promise.withResolvers<void>()
    const { promise: held, resolve: release } = Promise.withResolvers<void>()
    const url = await open(async (event) => {
      if ((event as APIGatewayProxyEventV2).rawPath === '/v1/any') {
        resolve()
        await held
      }
      return { statusCode: 200, body: 'x'.repeat(1_000_000) }
    })
    const { port, hostname } = new URL(url)
    const half = connect(Number(port), hostname)
    half.end('POST /v1/things HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf')
    const gone = connect(Number(port), hostname)
    gone.write('GET /v1/any HTTP/1.1\r\nhost: a\r\n\r\n')
    await called
    gone.destroy()
    release()
    expect((await fetch(url)).status).toBe(200)
  })

  it('is 503 until there is something to answer it', async () => {
    const { url, stop } = await startServer(0)
    onTestFinished(() => stop(0))
    expect((await fetch(url)).status).toBe(503)
  })
})

it('lets what is under way finish when it stops', async () => {
  const { url, serve, stop } = await startServer(0)
  const { promise: called, resolve } = Promise.withResolvers<void>()
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const slow: Invoke = async () => {
    resolve()
    await held
    return { statusCode: 200, body: 'finished' }
  }
  serve([{ key: '$default', functionArn: '' }], { byArn: () => slow, settle: async () => {} })
  const answer = fetch(url)
  await called
  const stopped = stop(5000)
  await expect(fetch(url)).rejects.toThrow()
  release()
  expect(await (await answer).text()).toBe('finished')
  await stopped
})
