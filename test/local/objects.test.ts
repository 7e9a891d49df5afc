import { request } from 'node:http'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startObjects } from '../../local/objects.ts'
import { client, credentials, temporaryFolder } from './temporary.ts'

const Bucket = 'links'
const plan = { name: Bucket, maxSignatureAgeMs: 120_000, expiry: [{ prefix: 'links/', days: 1 }] }

const open = async (folder = temporaryFolder()) => {
  const store = await startObjects(folder, [plan], credentials)
  onTestFinished(store.stop)
  const s3 = new S3Client(client(store.endpoint))
  return { store, folder, s3, put: (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body })) }
}

const errorOf = async (answer: Response) => ({
  status: answer.status,
  code: /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1],
})

describe('objects', () => {
  it('are stored with their headers, read, and gone when deleted', async () => {
    const { s3 } = await open()
    const Key = 'links/Ysgol Tŷ Coch + 1.pdf'
    const put = { ContentType: 'application/pdf', ContentDisposition: 'attachment', CacheControl: 'no-store' }
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'ŵ', ...put, Metadata: { kind: 'cards' } }))
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }))
    expect(head).toMatchObject({ ...put, ContentLength: 2, Metadata: { kind: 'cards' } })
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
    expect(await Body?.transformToString()).toBe('ŵ')
    const part = await s3.send(new GetObjectCommand({ Bucket, Key, Range: 'bytes=1-' }))
    expect(part).toMatchObject({ ContentLength: 1, ContentRange: 'bytes 1-1/2' })
    await s3.send(new DeleteObjectCommand({ Bucket, Key }))
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' })
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' })
  })

  it('may be large, and may come as a stream', async () => {
    const { s3 } = await open()
    const bytes = Buffer.alloc(20 * 1024 * 1024, 'roster')
    const Body = Readable.from([bytes.subarray(0, 7_000_001), bytes.subarray(7_000_001)])
    await s3.send(new PutObjectCommand({ Bucket, Key: 'inbox/stream', Body, ContentLength: bytes.length }))
    await s3.send(new PutObjectCommand({ Bucket, Key: 'inbox/whole', Body: bytes }))
    for (const Key of ['inbox/stream', 'inbox/whole']) {
      const { Body: read } = await s3.send(new GetObjectCommand({ Bucket, Key }))
      expect((await buffer(read as Readable)).equals(bytes)).toBe(true)
    }
  })

  it('are listed by prefix and page, and deleted many at a time', async () => {
    const { s3, put } = await open()
    for (const key of ['links/b&c', 'links/a', 'inbox/x', 'links/ŵ']) await put(key, key)
    const list = { Bucket, Prefix: 'links/', MaxKeys: 2 }
    const first = await s3.send(new ListObjectsV2Command(list))
    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 2 })
    expect(first.Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([
      ['links/a', 7],
      ['links/b&c', 9],
    ])
    const second = await s3.send(new ListObjectsV2Command({ ...list, ContinuationToken: first.NextContinuationToken }))
    expect(second.Contents?.map(({ Key }) => Key)).toEqual(['links/ŵ'])
    const Objects = ['links/b&c', 'links/ŵ'].map((Key) => ({ Key }))
    await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))
    const left = await s3.send(new ListObjectsV2Command({ Bucket }))
    expect(left.Contents?.map(({ Key }) => Key)).toEqual(['inbox/x', 'links/a'])
  })

  it('survive a restart, and the new one of two with one key wins', async () => {
    const { put, folder, store } = await open()
    await put('links/a', 'old')
    await put('links/a', 'new')
    await store.stop()
    const { s3 } = await open(folder)
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'links/a' }))
    expect(await Body?.transformToString()).toBe('new')
  })

  it('expire by the lifecycle of the bucket', async () => {
    const { s3, put, store } = await open()
    await put('links/old', 'x')
    await put('inbox/old', 'x')
    await store.sweep(new Date(Date.now() + 86_400_000 + 1000))
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }))
    expect(Contents?.map(({ Key }) => Key)).toEqual(['inbox/old'])
  })
})

describe('links', () => {
  const link = async (s3: S3Client, options: { expiresIn?: number; signingDate?: Date } = {}) =>
    getSignedUrl(
      s3,
      new GetObjectCommand({ Bucket, Key: 'links/a', ResponseContentDisposition: 'attachment; filename="a.pdf"' }),
      { expiresIn: 120, ...options },
    )

  it('give the object with the headers that they name', async () => {
    const { s3, put } = await open()
    await put('links/a', 'content')
    const answer = await fetch(await link(s3))
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a.pdf"')
    expect([answer.status, await answer.text()]).toEqual([200, 'content'])
  })

  it('take an upload', async () => {
    const { s3 } = await open()
    const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'inbox/up', ContentType: 'text/csv' }))
    expect((await fetch(url, { method: 'PUT', body: 'a,b', headers: { 'content-type': 'text/csv' } })).status).toBe(200)
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'inbox/up' }))
    expect(head).toMatchObject({ ContentLength: 3, ContentType: 'text/csv' })
  })

  it.each([
    ['another object', (url: string) => url.replace('/links/a', '/links/b')],
    ['a later end', (url: string) => url.replace('X-Amz-Expires=120', 'X-Amz-Expires=3600')],
    ['other headers', (url: string) => url.replace('attachment', 'inline')],
    ['a parameter more', (url: string) => `${url}&response-content-type=text%2Fhtml`],
    ['another signature', (url: string) => url.replace(/(X-Amz-Signature=)[0-9a-f]{4}/, '$1beef')],
  ])('are refused when altered to %s', async (_what, alter) => {
    const { s3, put } = await open()
    await put('links/a', 'content')
    const url = await link(s3)
    expect(alter(url)).not.toBe(url)
    expect(await errorOf(await fetch(alter(url)))).toEqual({ status: 403, code: 'SignatureDoesNotMatch' })
  })

  it('are refused for another method', async () => {
    const { s3, put } = await open()
    await put('links/a', 'content')
    expect((await fetch(await link(s3), { method: 'DELETE' })).status).toBe(403)
  })

  it.each([
    ['expired', { expiresIn: 60, signingDate: new Date(Date.now() - 61_000) }],
    ['older than the bucket allows', { expiresIn: 3600, signingDate: new Date(Date.now() - 121_000) }],
    ['from the future', { signingDate: new Date(Date.now() + 3_600_000) }],
  ])('are refused when %s', async (_what, options) => {
    const { s3, put } = await open()
    await put('links/a', 'content')
    expect(await errorOf(await fetch(await link(s3, options)))).toEqual({ status: 403, code: 'AccessDenied' })
  })

  it('are refused when nothing or somebody else has signed them', async () => {
    const { s3, put, store } = await open()
    await put('links/a', 'content')
    expect(await errorOf(await fetch(`${store.endpoint}/links/links/a`))).toEqual({ status: 403, code: 'AccessDenied' })
    const others = { ...credentials, secretAccessKey: 'guessed' }
    const forged = await link(new S3Client({ ...client(store.endpoint), credentials: others }))
    expect(await errorOf(await fetch(forged))).toEqual({ status: 403, code: 'SignatureDoesNotMatch' })
    const foreign = { ...credentials, accessKeyId: 'FOREIGN' }
    const unknown = await link(new S3Client({ ...client(store.endpoint), credentials: foreign }))
    expect(await errorOf(await fetch(unknown))).toEqual({ status: 403, code: 'InvalidAccessKeyId' })
    expect((await fetch(await link(s3))).status).toBe(200)
  })
})

/** A request whose path nothing tidies up on the way. */
const raw = (endpoint: string, path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(endpoint)
    request({ hostname, port, path }, (answer) => {
      text(answer).then(() => resolve(answer.statusCode ?? 0), reject)
    })
      .on('error', reject)
      .end()
  })

describe('paths', () => {
  it.each(['/links/../../etc/passwd', '/links/%2e%2e/%2e%2e/keys.json', '/../keys.json', '/links/%', '//', '/%00'])(
    'out of the bucket lead nowhere: %s',
    async (path) => {
      const { store } = await open()
      expect(await raw(store.endpoint, path)).toBeGreaterThanOrEqual(400)
    },
  )

  it.each(['../keys.json', 'links/../../keys.json', 'links/./a'])('are refused even when signed: %s', async (Key) => {
    const { s3 } = await open()
    await expect(s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    })
  })

  it('in another bucket are not found', async () => {
    const { s3 } = await open()
    await expect(s3.send(new GetObjectCommand({ Bucket: 'other', Key: 'a' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    })
  })
})
