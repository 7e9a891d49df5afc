import type { IncomingMessage, ServerResponse } from 'node:http'
import { PassThrough, type Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { decodeAwsChunked } from './awsChunked.ts'
import type { ObjectFiles } from './objectFiles.ts'
import { S3Error } from './s3Answers.ts'

const kept =
  /^(content-type|content-disposition|content-encoding|content-language|cache-control|expires|x-amz-meta-.+)$/

const keptHeaders = ({ headers }: IncomingMessage): Record<string, string> => {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    kept.test(name) && typeof value === 'string' ? [[name, value] as const] : [],
  )
  const encoding = headers['content-encoding']?.replace(/\s*aws-chunked\s*,?/, '')
  const { 'content-encoding': _, ...rest } = Object.fromEntries(entries)
  return encoding ? { ...rest, 'content-encoding': encoding } : rest
}

const crcOf = (body: Readable): { readonly body: Readable; readonly digest: () => string } => {
  let crc = 0
  const counted = new PassThrough()
  body.on('data', (chunk) => {
    crc = crc32(chunk, crc)
  })
  body.on('error', (error) => counted.destroy(error))
  body.pipe(counted)
  return {
    body: counted,
    digest: () => {
      const bytes = Buffer.alloc(4)
      bytes.writeUInt32BE(crc)
      return bytes.toString('base64')
    },
  }
}

/** Stores the body as it comes, however long; what doesn't match its declared hash or checksum is not kept. */
export const putObject = async (
  files: ObjectFiles,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { headers } = request
  const declared = String(headers['x-amz-content-sha256'] ?? 'UNSIGNED-PAYLOAD')
  if (declared.startsWith('STREAMING-AWS4')) throw new S3Error(501, 'NotImplemented', 'Signed chunks are not read here')
  if (headers['if-none-match'] === '*' && files.head(key))
    throw new S3Error(412, 'PreconditionFailed', 'There is such an object already')
  let checksum = headers['x-amz-checksum-crc32']
  const chunked = declared.startsWith('STREAMING-')
  const decoded = chunked
    ? request.pipe(
        decodeAwsChunked((name, value) => {
          if (name === 'x-amz-checksum-crc32') checksum = value
        }),
      )
    : request
  const { body, digest } = crcOf(decoded)
  request.on('aborted', () => body.destroy(new Error('The client has gone away')))
  const stored = await files.put(key, keptHeaders(request), body, (sha256) => {
    if (/^[0-9a-f]{64}$/.test(declared) && declared !== sha256)
      throw new S3Error(400, 'XAmzContentSHA256Mismatch', 'The body is not the one that was signed')
    if (checksum !== undefined && checksum !== digest())
      throw new S3Error(400, 'BadDigest', 'The checksum does not match')
  })
  response.writeHead(200, { etag: stored.etag }).end()
}
