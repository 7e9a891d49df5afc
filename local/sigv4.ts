import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

export type Credentials = { readonly accessKeyId: string; readonly secretAccessKey: string }
export type Refusal = { readonly code: string; readonly message: string }

type Signed = {
  readonly accessKeyId: string
  readonly scope: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  readonly date: string
  readonly expiresSeconds?: number
  readonly payloadHash: string
}

const sha256 = (text: string | Buffer) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Names and values of a query string, decoded. Throws URIError when it isn't properly encoded. */
export const queryPairs = (query: string): [string, string][] =>
  query
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return [decodeURIComponent(name), decodeURIComponent(value.join('='))]
    })

const byNameAndValue = ([a, x]: readonly [string, string], [b, y]: readonly [string, string]) =>
  a < b || (a === b && x < y) ? -1 : 1

const canonicalRequest = (request: IncomingMessage, signed: Signed): string => {
  const [path = '/', query = ''] = splitUrl(request.url)
  const pairs = queryPairs(query)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(byNameAndValue)
  const headers = signed.signedHeaders.map((name) => {
    const value = request.headers[name] ?? ''
    return `${name}:${String(value).trim().replace(/\s+/g, ' ')}\n`
  })
  return [
    request.method,
    path
      .split('/')
      .map((segment) => encode(decodeURIComponent(segment)))
      .join('/'),
    pairs.map(([name, value]) => `${name}=${value}`).join('&'),
    headers.join(''),
    signed.signedHeaders.join(';'),
    signed.payloadHash,
  ].join('\n')
}

/** Path and query of a request's target, both as sent. */
export const splitUrl = (url = '/'): [string, string] => {
  const mark = url.indexOf('?')
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
}

const fromHeader = (request: IncomingMessage, bodyHash: string): Signed | undefined => {
  const { authorization, 'x-amz-date': date, 'x-amz-content-sha256': declared } = request.headers
  const parts =
    /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/([^, ]+), ?SignedHeaders=([^, ]+), ?Signature=([0-9a-f]{64})$/.exec(
      authorization ?? '',
    )
  if (!parts) return undefined
  const [, accessKeyId = '', scope = '', signedHeaders = '', signature = ''] = parts
  const payloadHash = typeof declared === 'string' ? declared : bodyHash
  return { accessKeyId, scope, signedHeaders: signedHeaders.split(';'), signature, date: String(date), payloadHash }
}

const fromQuery = (request: IncomingMessage): Signed | undefined => {
  const query = new Map(queryPairs(splitUrl(request.url)[1]))
  if (query.get('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') return undefined
  const [accessKeyId = '', ...scope] = query.get('X-Amz-Credential')?.split('/') ?? []
  return {
    accessKeyId,
    scope: scope.join('/'),
    signedHeaders: query.get('X-Amz-SignedHeaders')?.split(';') ?? [],
    signature: query.get('X-Amz-Signature') ?? '',
    date: query.get('X-Amz-Date') ?? '',
    expiresSeconds: Number(query.get('X-Amz-Expires')),
    payloadHash: 'UNSIGNED-PAYLOAD',
  }
}

const timeOf = (date: string): number =>
  Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))

const longestLinkSeconds = 604_800
const clockSkewMs = 15 * 60_000

const untimely = ({ date, expiresSeconds }: Signed, now: number, maxAgeMs: number): Refusal | undefined => {
  const age = now - timeOf(date)
  if (expiresSeconds === undefined) {
    return Math.abs(age) <= clockSkewMs
      ? undefined
      : { code: 'RequestTimeTooSkewed', message: 'The time of the request is too far from the time of the server' }
  }
  if (!(expiresSeconds > 0 && expiresSeconds <= longestLinkSeconds))
    return { code: 'AuthorizationQueryParametersError', message: 'X-Amz-Expires must be from 1 second to a week' }
  if (!(age >= -clockSkewMs && age <= expiresSeconds * 1000))
    return { code: 'AccessDenied', message: 'Request has expired' }
  return age <= maxAgeMs ? undefined : { code: 'AccessDenied', message: 'The signature is too old for this bucket' }
}

/**
 * Checks the signature (version 4, in the header or in the link) of a request to `service`, and that it is neither too
 * old nor expired. `bodyHash` stands in where the request declares none. A declared hash is still to be compared with the body.
 */
export const refuse = (
  request: IncomingMessage,
  credentials: Credentials,
  { service, bodyHash = '', maxAgeMs = Number.POSITIVE_INFINITY, now = Date.now() }: Expected,
): Refusal | undefined => {
  const signed = fromHeader(request, bodyHash) ?? fromQuery(request)
  if (!signed) return { code: 'AccessDenied', message: 'The request is not signed' }
  if (signed.accessKeyId !== credentials.accessKeyId)
    return { code: 'InvalidAccessKeyId', message: 'The access key is not one of this server' }
  const [day = '', region = '', ...rest] = signed.scope.split('/')
  const mismatch = { code: 'SignatureDoesNotMatch', message: 'The signature is not that of this request' }
  if (rest.join('/') !== `${service}/aws4_request` || !signed.date.startsWith(day)) return mismatch
  if (!signed.signedHeaders.includes('host')) return mismatch
  const toSign = ['AWS4-HMAC-SHA256', signed.date, signed.scope, sha256(canonicalRequest(request, signed))].join('\n')
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`)
  const expected = hmac(key as Buffer, toSign)
  const given = Buffer.from(signed.signature, 'hex')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return mismatch
  return untimely(signed, now, maxAgeMs)
}

type Expected = {
  readonly service: string
  readonly bodyHash?: string
  readonly maxAgeMs?: number
  readonly now?: number
}
