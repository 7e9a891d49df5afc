import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { setting } from './environment.ts'

/** Where a print's file lies. Keys are made from ids alone, never from names. */
export const printFileKey = (schoolId: string, printId: string): string => `links/${schoolId}/${printId}.pdf`

const linkSeconds = 120

/** Files that people download by a link which expires. */
export type LinkedFiles = {
  put(key: string, bytes: Uint8Array, contentType: string, fileName: string): Promise<void>
  /** A link for the next two minutes. It is made for each request and kept nowhere. */
  link(key: string, now: Date): Promise<{ url: string; expiresAt: string }>
  /** Removes the files under `links/` that were stored before an instant, and answers how many there were. */
  removeOlder(than: Date): Promise<number>
}

export const linkedFiles = (s3: S3Client, bucket: string): LinkedFiles => ({
  put: async (key, bytes, contentType, fileName) => {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: bytes,
        ContentType: contentType,
        ContentDisposition: `attachment; filename="${fileName}"`,
        CacheControl: 'no-store',
      }),
    )
  },
  link: async (key, now) => {
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket: bucket, Key: key }), {
      expiresIn: linkSeconds,
      signingDate: now,
    })
    return { url, expiresAt: new Date(now.getTime() + linkSeconds * 1000).toISOString() }
  },
  removeOlder: async (than) => {
    let removed = 0
    let next: string | undefined
    do {
      const page = await s3.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: 'links/', ...(next && { ContinuationToken: next }) }),
      )
      const old = (page.Contents ?? []).filter(({ LastModified }) => LastModified && LastModified < than)
      if (old.length > 0) {
        const Objects = old.map(({ Key }) => ({ Key: Key ?? '' }))
        const { Errors = [] } = await s3.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        )
        if (Errors.length > 0) throw new Error(`${Errors.length} files could not be removed`)
      }
      removed += old.length
      next = page.NextContinuationToken
    } while (next)
    return removed
  },
})

export const linkedFilesFromEnv = (): LinkedFiles => {
  const forcePathStyle = Boolean(process.env['AWS_ENDPOINT_URL_S3'])
  return linkedFiles(new S3Client({ forcePathStyle }), setting('LINKS_BUCKET'))
}
