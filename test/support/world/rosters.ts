import type { RosterSync, SyncFindings } from '../../../shared/domain/roster/rosterSync.ts'
import type { RosterInboxOf } from '../../../shared/store/rosterInbox.ts'
import { type RosterKeyReader, readRosterToken } from '../../../shared/store/rosterKeys.ts'
import type { RosterLeaseOf } from '../../../shared/store/rosterLease.ts'
import type { RosterQueue } from '../../../shared/store/rosterQueue.ts'
import type { RosterSyncsOf } from '../../../shared/store/rosterSyncs.ts'
import { byBytes, putUnder, type State, under } from './state.ts'

const newestFirst = (a: { id: string }, b: { id: string }) => byBytes(b.id, a.id)

export const memoryRosterSyncsOf =
  (state: State): RosterSyncsOf =>
  (schoolId) => {
    const uploads = () => under(state.rosterUploads, schoolId)
    const keys = () => under(state.rosterKeys, schoolId)
    const syncs = () => under(state.rosterSyncs, schoolId)
    const none: SyncFindings = { changes: [], problems: [] }
    const putSync = (sync: RosterSync) => putUnder(state.rosterSyncs, schoolId, sync.id, sync)
    return {
      addUpload: async (upload, event) => {
        if (uploads().has(upload.id)) throw new Error('There is one with this id already')
        putUnder(state.rosterUploads, schoolId, upload.id, upload)
        state.events.push({ schoolId, event })
      },
      upload: async (id) => uploads().get(id) ?? null,
      unusedUploads: async () => [...uploads().values()].filter(({ usedBy }) => usedBy === null).sort(newestFirst),
      addKey: async (key, event) => {
        if (keys().has(key.id)) throw new Error('There is one with this id already')
        putUnder(state.rosterKeys, schoolId, key.id, key)
        state.events.push({ schoolId, event })
      },
      keys: async () => [...keys().values()].sort((a, b) => byBytes(a.id, b.id)),
      removeKey: async (id, event) => {
        const removed = state.rosterKeys.get(schoolId)?.delete(id) ?? false
        if (removed) state.events.push({ schoolId, event })
        return removed
      },
      start: async (sync, event) => {
        if (syncs().has(sync.id)) return 'exists'
        if (sync.source.kind === 'upload') {
          const upload = uploads().get(sync.source.uploadId)
          if (!upload || upload.usedBy !== null) return 'used'
          putUnder(state.rosterUploads, schoolId, upload.id, { ...upload, usedBy: sync.id })
        }
        putSync(sync)
        if (event) state.events.push({ schoolId, event })
        return 'started'
      },
      get: async (id) => syncs().get(id) ?? null,
      list: async (limit, after) =>
        [...syncs().values()]
          .filter(({ id }) => after === undefined || byBytes(id, after) < 0)
          .sort(newestFirst)
          .slice(0, limit),
      change: async (before, after, event) => {
        if (syncs().get(before.id)?.revision !== before.revision) return false
        putSync({ ...after, revision: before.revision + 1 })
        if (event) state.events.push({ schoolId, event })
        return true
      },
      putFindings: async ({ id }, findings) => {
        putUnder(state.rosterFindings, schoolId, id, findings)
        return Math.ceil(Math.max(findings.changes.length, findings.problems.length) / 200)
      },
      findings: async ({ id, parts }) => (parts > 0 && under(state.rosterFindings, schoolId).get(id)) || none,
    }
  }

export const memoryRosterLeaseOf =
  ({ rosterLeases }: State): RosterLeaseOf =>
  (schoolId) => ({
    take: async (holder, until, now) => {
      const held = rosterLeases.get(schoolId)
      if (held && held.holder !== holder && held.until > now.toISOString()) return false
      rosterLeases.set(schoolId, { holder, until: until.toISOString() })
      return true
    },
    release: async (holder) => {
      if (rosterLeases.get(schoolId)?.holder === holder) rosterLeases.delete(schoolId)
    },
  })

export const memoryRosterKeys = ({ rosterKeys, schools }: State): RosterKeyReader => ({
  identify: async (token) => {
    const asked = readRosterToken(token)
    const key = asked && under(rosterKeys, asked.schoolId).get(asked.id)
    const school = asked && schools.get(asked.schoolId)
    return key && school && key.secretHash === asked.secretHash ? { key, school } : null
  },
})

export const memoryRosterQueue = ({ rosterMessages }: State): RosterQueue => ({
  send: async (message) => {
    rosterMessages.push(message)
  },
  sendAll: async (messages) => {
    rosterMessages.push(...messages)
    return 0
  },
})

export const memoryInboxOf =
  ({ rosterFiles }: State): RosterInboxOf =>
  (schoolId) => ({
    link: async (uploadId, _, now) => {
      const expiresAt = new Date(now.getTime() + 900_000).toISOString()
      return { uploadUrl: `https://files.test/inbox/${schoolId}/${uploadId}?until=${expiresAt}`, expiresAt }
    },
    size: async (uploadId) => under(rosterFiles, schoolId).get(uploadId)?.length ?? null,
    read: async (uploadId) => {
      const file = under(rosterFiles, schoolId).get(uploadId)
      if (!file) throw new Error('No file has come')
      return (async function* () {
        yield file
      })()
    },
  })
