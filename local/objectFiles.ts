import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** What is kept of an object beside its bytes; `headers` are those given when it was put. */
export type StoredObject = {
  readonly key: string
  readonly file: string
  readonly size: number
  readonly etag: string
  readonly modified: string
  readonly headers: Readonly<Record<string, string>>
}

export type ObjectFiles = {
  readonly put: (key: string, headers: StoredObject['headers'], body: Readable, check: Check) => Promise<StoredObject>
  readonly head: (key: string) => StoredObject | undefined
  readonly read: (object: StoredObject, range?: { readonly start: number; readonly end: number }) => Readable
  readonly remove: (key: string) => Promise<void>
  /** Objects whose keys start so, in the order of the keys' UTF-8 bytes. */
  readonly list: (prefix: string) => StoredObject[]
}

/** Called with the SHA-256 (hex) of the body before an object is stored; throws to have it thrown away. */
type Check = (sha256: string) => void

/**
 * One bucket as files in a folder. A file's name is a hash of the key, so that no key can lead out of the folder; the
 * bytes are written first, and the small file that names them appears in one step.
 */
export const openObjectFiles = (folder: string): ObjectFiles => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const objects = new Map<string, StoredObject>()
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const object: StoredObject = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    objects.set(object.key, object)
  }
  const headFile = (key: string) => join(folder, `${createHash('sha256').update(key).digest('hex')}.json`)
  const removeBytes = (object: StoredObject | undefined) =>
    object && rm(join(folder, object.file), { force: true, maxRetries: 3 })

  const put: ObjectFiles['put'] = async (key, headers, body, check) => {
    const file = `${randomUUID()}.bytes`
    const [sha256, md5] = [createHash('sha256'), createHash('md5')]
    let size = 0
    const measure = new Transform({
      transform(chunk, _encoding, done) {
        sha256.update(chunk)
        md5.update(chunk)
        size += chunk.length
        done(null, chunk)
      },
    })
    try {
      await pipeline(body, measure, createWriteStream(join(folder, file), { mode: 0o600, flush: true }))
      check(sha256.digest('hex'))
      const object = { key, file, size, etag: `"${md5.digest('hex')}"`, modified: new Date().toISOString(), headers }
      const head = headFile(key)
      await writeFile(`${head}.${file}`, JSON.stringify(object), { mode: 0o600, flush: true })
      await rename(`${head}.${file}`, head)
      const before = objects.get(key)
      objects.set(key, object)
      await removeBytes(before)
      return object
    } catch (error) {
      await rm(join(folder, file), { force: true })
      throw error
    }
  }

  return {
    put,
    head: (key) => objects.get(key),
    read: ({ file }, range) => createReadStream(join(folder, file), range),
    remove: async (key) => {
      const object = objects.get(key)
      objects.delete(key)
      await rm(headFile(key), { force: true })
      await removeBytes(object)
    },
    list: (prefix) =>
      [...objects.values()]
        .filter(({ key }) => key.startsWith(prefix))
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key))),
  }
}
