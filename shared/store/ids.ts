import { randomBytes, randomInt } from 'node:crypto'
import type { Random } from '../domain/random.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new id: 80 random bits as 16 characters. */
export const newId = (): string => Array.from(randomBytes(16), (byte) => alphabet[byte & 31]).join('')

/** Randomness fit for passwords. */
export const secureRandom: Random = (bound) => (bound <= 1 ? 0 : randomInt(bound))
