import { secondsToWait } from '../../../shared/domain/throttle.ts'
import { type AttemptStore, unknownPerAddress } from '../../../shared/store/attempts.ts'
import type { State } from './state.ts'

const window = 300_000

export const memoryAttempts = ({ failures, unknownNames }: State): AttemptStore => ({
  reserve: async (who, now) => {
    const { count, waitUntil } = failures.get(who) ?? { count: 0, waitUntil: 0 }
    const left = waitUntil - now.getTime()
    if (left > 0) return { allowed: false, retryAfter: Math.ceil(left / 1000) }
    failures.set(who, { count: count + 1, waitUntil: now.getTime() + secondsToWait(count + 1) * 1000 })
    return { allowed: true }
  },
  clear: async (who) => {
    failures.delete(who)
  },
  reserveUnknown: async (address, username, now) => {
    const key = `${address} ${Math.floor(now.getTime() / window)}`
    const names = unknownNames.get(key) ?? new Set()
    unknownNames.set(key, names)
    if (names.size >= unknownPerAddress && !names.has(username)) return false
    names.add(username)
    return true
  },
})
