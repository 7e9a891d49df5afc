import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { ObjectFiles, StoredObject } from './objectFiles.ts'
import { escapeXml, S3Error, sendXml } from './s3Answers.ts'

const rangeOf = (header: string | undefined, size: number) => {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (!first && !last) return undefined
  const start = first ? Number(first) : Math.max(0, size - Number(last))
  const end = first && last ? Math.min(Number(last), size - 1) : size - 1
  if (start > end) throw new S3Error(416, 'InvalidRange', 'The object has no such range')
  return { start, end }
}

const overrides = ['content-type', 'content-disposition', 'content-encoding', 'content-language', 'cache-control']

const headersOf = (object: StoredObject, parameters: ReadonlyMap<string, string>): Record<string, string> => {
  const wanted = overrides.flatMap((name) => {
    const value = parameters.get(`response-${name}`)
    return value === undefined ? [] : [[name, value] as const]
  })
  return {
    'content-type': 'binary/octet-stream',
    ...object.headers,
    ...Object.fromEntries(wanted),
    etag: object.etag,
    'last-modified': new Date(object.modified).toUTCString(),
    'accept-ranges': 'bytes',
  }
}

/** Sends an object, or with HEAD what is known of it. `response-*` in the link replace the stored headers. */
export const getObject = async (
  files: ObjectFiles,
  key: string,
  parameters: ReadonlyMap<string, string>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const object = files.head(key)
  if (!object) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.')
  const range = rangeOf(request.headers.range, object.size)
  const headers = headersOf(object, parameters)
  const length = range ? range.end - range.start + 1 : object.size
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'content-length': length,
    ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${object.size}` }),
  })
  if (request.method === 'HEAD' || object.size === 0) {
    response.end()
    return
  }
  // Who goes away half-way through a download is no error of ours.
  await pipeline(files.read(object, range), response).catch(() => response.destroy())
}

/** ListObjectsV2. The next page's token is the last key of this one. */
export const listObjects = (
  files: ObjectFiles,
  bucket: string,
  parameters: ReadonlyMap<string, string>,
  response: ServerResponse,
): void => {
  const prefix = parameters.get('prefix') ?? ''
  const after = parameters.get('continuation-token') ?? parameters.get('start-after') ?? ''
  const most = Math.min(Number(parameters.get('max-keys') ?? 1000), 1000)
  const following = files.list(prefix).filter(({ key }) => Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0)
  const page = following.slice(0, most)
  const last = page.at(-1)
  const contents = page.map(
    ({ key, size, etag, modified }) =>
      `<Contents><Key>${escapeXml(key)}</Key><LastModified>${modified}</LastModified><ETag>${escapeXml(etag)}</ETag>` +
      `<Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  )
  const truncated = following.length > page.length && last !== undefined
  sendXml(
    response,
    200,
    `<ListBucketResult><Name>${bucket}</Name><Prefix>${escapeXml(prefix)}</Prefix><KeyCount>${page.length}</KeyCount>` +
      `<MaxKeys>${most}</MaxKeys><IsTruncated>${truncated}</IsTruncated>` +
      (truncated ? `<NextContinuationToken>${escapeXml(last.key)}</NextContinuationToken>` : '') +
      `${contents.join('')}</ListBucketResult>`,
  )
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const unescapeXml = (xml: string) =>
  xml.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal, hex, name) =>
    name ? (entities[name] ?? all) : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
  )

/** DeleteObjects: up to 1,000 keys at once. */
export const deleteMany = async (
  files: ObjectFiles,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const keys = [...(await text(request)).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => unescapeXml(key))
  if (keys.length > 1000) throw new S3Error(400, 'MalformedXML', 'At most 1,000 keys at once')
  for (const key of keys) await files.remove(key)
  const deleted = keys.map((key) => `<Deleted><Key>${escapeXml(key)}</Key></Deleted>`)
  sendXml(response, 200, `<DeleteResult>${deleted.join('')}</DeleteResult>`)
}
