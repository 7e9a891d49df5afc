import { GetObjectCommand, HeadObjectCommand, S3ServiceException } from '@aws-sdk/client-s3'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { inboxClient, rosterInbox } from '../../../shared/store/rosterInbox.ts'
import { now } from './enrolled.ts'

const opened = () => {
  const credentials = { accessKeyId: 'LOCALTEST', secretAccessKey: 'made-up-for-tests' }
  const client = inboxClient({ region: 'eu-west-2', credentials })
  return { s3: mockClient(client), inbox: rosterInbox(client, 'allwedd-links', '6814001') }
}

const refused = (httpStatusCode: number) =>
  new S3ServiceException({ name: 'Refused', $fault: 'client', $metadata: { httpStatusCode } })

describe('rosterInbox', () => {
  it('links to one place of one school, for fifteen minutes, for a file of one length alone', async () => {
    const { inbox } = opened()
    const { uploadUrl, expiresAt } = await inbox.link('upload0000000001', 2048, now)
    const { pathname, searchParams } = new URL(uploadUrl)
    expect(pathname).toBe('/inbox/6814001/upload0000000001')
    expect(searchParams.get('X-Amz-Expires')).toBe('900')
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;host')
    expect([...searchParams.keys()].filter((name) => /checksum/i.test(name))).toEqual([])
    expect(expiresAt).toBe('2026-11-02T09:15:00.000Z')
  })

  it('knows whether the file has come, and how long it is', async () => {
    const { s3, inbox } = opened()
    s3.on(HeadObjectCommand).resolvesOnce({ ContentLength: 2048 }).rejectsOnce(refused(404)).rejectsOnce(refused(403))
    expect(await inbox.size('upload0000000001')).toBe(2048)
    expect(await inbox.size('upload0000000002')).toBeNull()
    expect(await inbox.size('upload0000000003')).toBeNull()
    const [{ args } = { args: [] }] = s3.commandCalls(HeadObjectCommand)
    expect(args[0]?.input).toEqual({ Bucket: 'allwedd-links', Key: 'inbox/6814001/upload0000000001' })
  })

  it('does not take a fault for a file that has not come', async () => {
    const { s3, inbox } = opened()
    s3.on(HeadObjectCommand).rejects(refused(500))
    await expect(inbox.size('upload0000000001')).rejects.toThrow()
  })

  it('fails where there is nothing to read', async () => {
    const { s3, inbox } = opened()
    s3.on(GetObjectCommand).rejects(refused(404))
    await expect(inbox.read('upload0000000001')).rejects.toThrow()
  })
})
