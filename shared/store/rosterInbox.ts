import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { setting } from './environment.ts'

/** How long a link takes a file, in seconds. */
const linkSeconds = 15 * 60

/** The rosters of one school that wait to be read. They are removed after 30 days. */
export type RosterInbox = {
  /** A link that takes one file of exactly so many bytes. */
  link(uploadId: string, bytes: number, now: Date): Promise<{ uploadUrl: string; expiresAt: string }>
  /** How many bytes have come; nothing while no file has. */
  size(uploadId: string): Promise<number | null>
  /** @throws where no file has come. */
  read(uploadId: string): Promise<AsyncIterable<Uint8Array>>
}

export const rosterInbox = (s3: S3Client, bucket: string, schoolId: string): RosterInbox => {
  const file = (uploadId: string) => ({ Bucket: bucket, Key: `inbox/${schoolId}/${uploadId}` })
  return {
    link: async (uploadId, bytes, now) => {
      const put = new PutObjectCommand({ ...file(uploadId), ContentLength: bytes })
      const uploadUrl = await getSignedUrl(s3, put, {
        expiresIn: linkSeconds,
        signingDate: now,
        signableHeaders: new Set(['host', 'content-length']),
      })
      return { uploadUrl, expiresAt: new Date(now.getTime() + linkSeconds * 1000).toISOString() }
    },
    size: async (uploadId) => {
      try {
        return (await s3.send(new HeadObjectCommand(file(uploadId)))).ContentLength ?? 0
      } catch (error) {
        // Who may not list the bucket is told 403 of what isn't there.
        const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined
        if (status === 404 || status === 403) return null
        throw error
      }
    },
    read: async (uploadId) => {
      const { Body } = await s3.send(new GetObjectCommand(file(uploadId)))
      return Body as unknown as AsyncIterable<Uint8Array>
    },
  }
}

export type RosterInboxOf = (schoolId: string) => RosterInbox

/** Without the SDK's own checksum, which would be that of an empty file and in the link. */
export const inboxClient = (more: ConstructorParameters<typeof S3Client>[0] = {}): S3Client =>
  new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED', ...more })

export const rosterInboxFromEnv = (): RosterInboxOf => {
  const s3 = inboxClient({ forcePathStyle: Boolean(process.env['AWS_ENDPOINT_URL_S3']) })
  const bucket = setting('LINKS_BUCKET')
  return (schoolId) => rosterInbox(s3, bucket, schoolId)
}
