import { randomBytes, randomInt } from 'node:crypto'
import type { Random } from '../domain/random.ts'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new id: 80 random bits as 16 characters. */
export const newId = (): string => Array.from(randomBytes(16), (byte) => alphabet[byte & 31]).join('')

/** A new id that sorts by time: the millisecond in base 36, and 35 random bits. */
export const newTimedId = (now: Date): string => timedId(now, newId().slice(0, 7))

/** The id of an instant with seven characters of one's own. */
export const timedId = (at: Date, end: string): string => at.getTime().toString(36).padStart(9, '0') + end

/** Randomness fit for passwords. */
export const secureRandom: Random = (bound) => (bound <= 1 ? 0 : randomInt(bound))
