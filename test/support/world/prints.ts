import type { LinkedFiles } from '../../../shared/store/linkedFiles.ts'
import type { PrintsOf } from '../../../shared/store/prints.ts'
import type { Clock } from './clock.ts'
import { putUnder, type State, under } from './state.ts'

export const memoryPrintsOf =
  ({ prints }: State): PrintsOf =>
  (schoolId) => ({
    put: async (print) => {
      putUnder(prints, schoolId, print.id, print)
    },
    get: async (id) => under(prints, schoolId).get(id) ?? null,
  })

export const memoryFiles = ({ files }: State, clock: Clock): LinkedFiles => ({
  put: async (key, bytes, contentType, fileName) => {
    files.set(key, { bytes, contentType, fileName, storedAt: clock() })
  },
  link: async (key, now) => {
    const expiresAt = new Date(now.getTime() + 120_000).toISOString()
    return { url: `https://files.test/${key}?until=${expiresAt}`, expiresAt }
  },
  removeOlder: async (than) => {
    const old = [...files].filter(([, { storedAt }]) => storedAt < than)
    for (const [key] of old) files.delete(key)
    return old.length
  },
})
