import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { DomainError } from '../domain/errors.ts'
import { secretParameter } from './parameters.ts'

/** Where a list goes on, for a client to hand back: sealed, so that it shows nothing and can't be altered. */
export type Cursors = {
  /** @param list names the list with everything that shapes it: a cursor is of no use for any other. */
  seal(list: readonly unknown[], place: unknown): Promise<string>
  open(list: readonly unknown[], cursor: string): Promise<unknown>
}

const algorithm = 'aes-256-gcm'
const authTagLength = 16
const ivLength = 12

export const cursors = (keys: () => Promise<readonly Buffer[]>): Cursors => ({
  seal: async (list, place) => {
    const [key] = await keys()
    if (!key) throw new Error('There is no key for cursors')
    const iv = randomBytes(ivLength)
    const cipher = createCipheriv(algorithm, key, iv, { authTagLength })
    cipher.setAAD(Buffer.from(JSON.stringify(list)))
    const sealed = Buffer.concat([iv, cipher.update(JSON.stringify(place), 'utf8'), cipher.final()])
    return Buffer.concat([sealed, cipher.getAuthTag()]).toString('base64url')
  },
  open: async (list, cursor) => {
    const bytes = Buffer.from(cursor, 'base64url')
    // Base64 that only decodes to the same bytes would be an altered cursor that still works.
    if (bytes.length <= ivLength + authTagLength || bytes.toString('base64url') !== cursor) {
      throw new DomainError('invalid-cursor')
    }
    for (const key of await keys()) {
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivLength), { authTagLength })
      decipher.setAAD(Buffer.from(JSON.stringify(list)))
      decipher.setAuthTag(bytes.subarray(-authTagLength))
      try {
        const opened = decipher.update(bytes.subarray(ivLength, -authTagLength))
        return JSON.parse(Buffer.concat([opened, decipher.final()]).toString('utf8'))
      } catch {
        // Sealed under another key, for another list, or altered.
      }
    }
    throw new DomainError('invalid-cursor')
  },
})

export const cursorsFromEnv = (): Cursors => cursors(secretParameter('cursor-key'))
