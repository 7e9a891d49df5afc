import { DeleteObjectsCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { linkedFiles, printFileKey } from '../../../shared/store/linkedFiles.ts'
import { now } from './enrolled.ts'

const key = printFileKey('6814001', 'print00000000000')

const opened = () => {
  const credentials = { accessKeyId: 'LOCALTEST', secretAccessKey: 'made-up-for-tests' }
  const client = new S3Client({ region: 'eu-west-2', credentials })
  return { s3: mockClient(client), files: linkedFiles(client, 'allwedd-links') }
}

describe('linkedFiles', () => {
  it('stores a file to be downloaded, and kept nowhere on the way', async () => {
    const { s3, files } = opened()
    s3.on(PutObjectCommand).resolves({})
    await files.put(key, Buffer.from('%PDF'), 'application/pdf', 'allwedd-print.pdf')
    expect(s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toEqual([
      {
        Bucket: 'allwedd-links',
        Key: 'links/6814001/print00000000000.pdf',
        Body: Buffer.from('%PDF'),
        ContentType: 'application/pdf',
        ContentDisposition: 'attachment; filename="allwedd-print.pdf"',
        CacheControl: 'no-store',
      },
    ])
  })

  it('links to that file alone, for two minutes', async () => {
    const { s3, files } = opened()
    const { url, expiresAt } = await files.link(key, now)
    const { host, pathname, searchParams, protocol } = new URL(url)
    expect({ protocol, host, pathname }).toEqual({
      protocol: 'https:',
      host: 'allwedd-links.s3.eu-west-2.amazonaws.com',
      pathname: `/${key}`,
    })
    expect(searchParams.get('X-Amz-Expires')).toBe('120')
    expect(searchParams.get('X-Amz-Date')).toBe('20261102T090000Z')
    expect(searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/)
    expect(expiresAt).toBe('2026-11-02T09:02:00.000Z')
    expect(s3.calls()).toHaveLength(0)
    const other = new URL((await files.link(printFileKey('6814002', 'print00000000000'), now)).url)
    expect(other.searchParams.get('X-Amz-Signature')).not.toBe(searchParams.get('X-Amz-Signature'))
  })

  it('removes what is older, through all pages, and leaves the rest', async () => {
    const { s3, files } = opened()
    const file = (name: string, minutesAgo: number) => ({
      Key: `links/6814001/${name}.pdf`,
      LastModified: new Date(now.getTime() - minutesAgo * 60_000),
    })
    s3.on(ListObjectsV2Command)
      .resolvesOnce({ Contents: [file('a', 60), file('b', 45), file('c', 46)], NextContinuationToken: 'more' })
      .resolvesOnce({ Contents: [file('d', 1)], NextContinuationToken: 'last' })
      .resolves({ Contents: [file('e', 90)] })
    s3.on(DeleteObjectsCommand).resolves({})
    expect(await files.removeOlder(new Date(now.getTime() - 45 * 60_000))).toBe(3)
    const removed = s3.commandCalls(DeleteObjectsCommand).map(({ args }) => args[0].input.Delete?.Objects)
    expect(removed).toEqual([
      [{ Key: 'links/6814001/a.pdf' }, { Key: 'links/6814001/c.pdf' }],
      [{ Key: 'links/6814001/e.pdf' }],
    ])
    const listed = s3.commandCalls(ListObjectsV2Command).map(({ args }) => args[0].input)
    expect(listed.map(({ Prefix }) => Prefix)).toEqual(['links/', 'links/', 'links/'])
    expect(listed.map(({ ContinuationToken }) => ContinuationToken)).toEqual([undefined, 'more', 'last'])
  })

  it('has nothing to remove from an empty bucket', async () => {
    const { s3, files } = opened()
    s3.on(ListObjectsV2Command).resolves({})
    expect(await files.removeOlder(now)).toBe(0)
    expect(s3.commandCalls(DeleteObjectsCommand)).toHaveLength(0)
  })

  it('fails when a file stays though it should be gone', async () => {
    const { s3, files } = opened()
    s3.on(ListObjectsV2Command).resolves({ Contents: [{ Key: key, LastModified: new Date(0) }] })
    s3.on(DeleteObjectsCommand).resolves({ Errors: [{ Key: key, Code: 'AccessDenied' }] })
    await expect(files.removeOlder(now)).rejects.toThrow('1 files could not be removed')
  })
})
