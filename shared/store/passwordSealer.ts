import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Secret } from '../domain/secret.ts'
import type { DataKeyStore } from './dataKeys.ts'

/** Whose password it is, which one of theirs, and the school that set it: a seal fits nothing else. */
export type SealedFor = { readonly schoolId: string; readonly learnerId: string; readonly passwordVersion: number }

/** Encrypts passwords that staff may show: `v1|keyId|iv|ciphertext|tag`, AES-256-GCM, parts in base64url. */
export type PasswordSealer = {
  seal(sealedFor: SealedFor, password: Secret): Promise<string>
  open(sealedFor: SealedFor, sealed: string): Promise<Secret>
}

const algorithm = 'aes-256-gcm'
const authTagLength = 16

const boundTo = ({ schoolId, learnerId, passwordVersion }: SealedFor): Buffer =>
  Buffer.from(JSON.stringify(['learner-password', 'v1', schoolId, learnerId, passwordVersion]))

export const passwordSealer = (keys: DataKeyStore): PasswordSealer => ({
  seal: async (sealedFor, password) => {
    const key = await keys.newest(sealedFor.schoolId)
    const iv = randomBytes(12)
    const cipher = createCipheriv(algorithm, key.bytes, iv, { authTagLength })
    cipher.setAAD(boundTo(sealedFor))
    const ciphertext = Buffer.concat([cipher.update(password.reveal(), 'utf8'), cipher.final()])
    const parts = [iv, ciphertext, cipher.getAuthTag()].map((bytes) => bytes.toString('base64url'))
    return ['v1', key.id, ...parts].join('|')
  },
  open: async (sealedFor, sealed) => {
    const [format, keyId, ...parts] = sealed.split('|')
    const [iv, ciphertext, tag, ...more] = parts.map((part) => Buffer.from(part, 'base64url'))
    if (format !== 'v1' || !keyId || !iv || !ciphertext || !tag || more.length > 0)
      throw new Error('A sealed password has another form')
    const key = await keys.get(sealedFor.schoolId, keyId)
    const decipher = createDecipheriv(algorithm, key.bytes, iv, { authTagLength })
    decipher.setAAD(boundTo(sealedFor))
    decipher.setAuthTag(tag)
    return new Secret(Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8'))
  },
})
