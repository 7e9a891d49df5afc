import { argon2, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { Secret } from '../domain/secret.ts'
import { secretParameter } from './parameters.ts'

const memory = 19_456
const passes = 2
const parallelism = 1
const tagLength = 32

/** Makes and checks the hashes by which people sign in: argon2id in the PHC string format, with a pepper. */
export type PasswordHasher = {
  hash(password: Secret): Promise<string>
  verify(phc: string, password: Secret): Promise<boolean>
  /** Whether the hash was made with an older pepper or other parameters than hashes are made with now. */
  isOutdated(phc: string): Promise<boolean>
}

const derive = promisify(argon2)
const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')
const pepperId = (pepper: Buffer): string => unpadded(createHash('sha256').update(pepper).digest().subarray(0, 6))
const parameters = (pepper: Buffer): string => `m=${memory},t=${passes},p=${parallelism},keyid=${pepperId(pepper)}`

const phcForm = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+),keyid=([^$]+)\$([^$]+)\$([^$]+)$/

/** @param peppers the secrets to mix into hashes, the newest first; older ones verify what they once hashed. */
export const passwordHasher = (peppers: () => Promise<readonly Buffer[]>): PasswordHasher => {
  const newest = async () => {
    const [pepper] = await peppers()
    if (!pepper) throw new Error('There is no pepper')
    return pepper
  }
  return {
    hash: async (password) => {
      const pepper = await newest()
      const nonce = randomBytes(16)
      const tag = await derive('argon2id', {
        message: password.reveal().normalize('NFC'),
        nonce,
        secret: pepper,
        memory,
        passes,
        parallelism,
        tagLength,
      })
      return `$argon2id$v=19$${parameters(pepper)}$${unpadded(nonce)}$${unpadded(tag)}`
    },
    verify: async (phc, password) => {
      const [, m, t, p, keyId, nonce = '', tag = ''] = phcForm.exec(phc) ?? []
      const pepper = (await peppers()).find((candidate) => pepperId(candidate) === keyId)
      if (!pepper) throw new Error('A stored hash names a pepper that is not there, or has another form')
      const expected = Buffer.from(tag, 'base64')
      const actual = await derive('argon2id', {
        message: password.reveal().normalize('NFC'),
        nonce: Buffer.from(nonce, 'base64'),
        secret: pepper,
        memory: Number(m),
        passes: Number(t),
        parallelism: Number(p),
        tagLength: expected.length,
      })
      return timingSafeEqual(actual, expected)
    },
    isOutdated: async (phc) => !phc.startsWith(`$argon2id$v=19$${parameters(await newest())}$`),
  }
}

export const passwordHasherFromEnv = (): PasswordHasher => {
  if (typeof argon2 !== 'function') throw new Error('This Node has no argon2: Node 24.7 or later is needed')
  return passwordHasher(secretParameter('pepper'))
}
