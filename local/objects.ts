import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { deleteMany, getObject, listObjects } from './objectActions.ts'
import { openObjectFiles } from './objectFiles.ts'
import type { BucketPlan } from './plan.ts'
import { close, listen, loopback } from './ports.ts'
import { putObject } from './putObject.ts'
import { S3Error, sendError } from './s3Answers.ts'
import { type Credentials, queryPairs, refuse, splitUrl } from './sigv4.ts'

export type ObjectStore = {
  readonly endpoint: string
  readonly sweep: (now: Date) => Promise<void>
  readonly stop: () => Promise<void>
}

const dayMs = 86_400_000

/**
 * S3 for one machine, as far as functions and their links use it: put, get, head, delete, list, and links to get and put.
 * Path style. Each request needs a valid signature of `credentials`, links end when they say.
 */
export const startObjects = async (
  folder: string,
  buckets: readonly BucketPlan[],
  credentials: Credentials,
): Promise<ObjectStore> => {
  const opened = new Map(
    buckets.map((plan) => [plan.name, { plan, files: openObjectFiles(join(folder, plan.name)) }] as const),
  )

  const act = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path, query] = splitUrl(request.url)
    const [, bucketName = '', ...keySegments] = path.split('/').map(decodeURIComponent)
    const key = keySegments.join('/')
    const parameters = new Map(queryPairs(query))
    const bucket = opened.get(bucketName)
    const refusal = refuse(request, credentials, {
      service: 's3',
      ...(bucket?.plan.maxSignatureAgeMs !== undefined && { maxAgeMs: bucket.plan.maxSignatureAgeMs }),
    })
    if (refusal) throw new S3Error(403, refusal.code, refusal.message)
    if (!bucket) throw new S3Error(404, 'NoSuchBucket', 'There is no such bucket')
    if (key.split('/').some((segment) => segment === '.' || segment === '..') || Buffer.byteLength(key) > 1024)
      throw new S3Error(400, 'InvalidURI', 'This key cannot be used')
    const { files } = bucket
    switch (`${request.method} ${key ? 'object' : 'bucket'}`) {
      case 'PUT object':
        return putObject(files, key, request, response)
      case 'GET object':
      case 'HEAD object':
        return getObject(files, key, parameters, request, response)
      case 'DELETE object':
        await files.remove(key)
        response.writeHead(204).end()
        return
      case 'GET bucket':
        return listObjects(files, bucketName, parameters, response)
      case 'POST bucket':
        if (parameters.has('delete')) return deleteMany(files, request, response)
        break
      case 'HEAD bucket':
        response.end()
        return
    }
    throw new S3Error(501, 'NotImplemented', 'This is not done here')
  }

  const server = createServer((request, response) => {
    act(request, response).catch((error) => sendError(request, response, error))
  })
  const port = await listen(server)
  return {
    endpoint: `http://${loopback}:${port}`,
    sweep: async (now) => {
      for (const { plan, files } of opened.values())
        for (const { prefix, days } of plan.expiry)
          for (const { key, modified } of files.list(prefix))
            if (now.getTime() - Date.parse(modified) > days * dayMs) await files.remove(key)
    },
    stop: () => close(server, 1000),
  }
}
