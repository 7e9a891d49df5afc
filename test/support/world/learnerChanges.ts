import { mirrored } from '../../../shared/domain/memberships.ts'
import { usernameKey } from '../../../shared/domain/usernames.ts'
import type { LearnerChangesOf } from '../../../shared/store/learnerChanges.ts'
import { resultKey } from './groupResets.ts'
import { putUnder, type State, under } from './state.ts'

export const memoryChangesOf =
  (state: State): LearnerChangesOf =>
  (school) => ({
    apply: async ({ before, after, account, password, reset, event }) => {
      const { id } = after
      const learners = under(state.learners, school.id)
      const results = under(state.results, school.id)
      const current = state.accounts.get(id)
      const isNewer = (stored: { readonly version: number } | undefined) =>
        stored !== undefined && stored.version > before.passwordVersion

      if (reset && results.has(resultKey(reset.resetId, id))) return 'already-done'
      if (account?.username && state.usernames.has(usernameKey(account.username))) return 'taken'
      if (learners.get(id)?.version !== before.version) return 'stale'
      if (password && (isNewer(state.hashes.get(id)) || isNewer(state.ciphertexts.get(id)))) return 'stale'
      if (account && !current?.schoolIds.includes(school.id)) return 'elsewhere'
      const places = (before.leaver ? [] : before.otherSchoolIds).map((schoolId) => ({
        schoolId,
        there: under(state.learners, schoolId).get(id),
      }))
      if (places.some(({ there }) => !there)) return 'stale'

      if (reset) {
        const { resetId, at } = reset
        const result = { learnerId: id, at: at.toISOString(), outcome: 'reset' as const, resetId }
        putUnder(state.results, school.id, resultKey(resetId, id), result)
      }
      putUnder(state.learners, school.id, id, after)
      for (const { schoolId, there } of places)
        if (there) putUnder(state.learners, schoolId, id, mirrored(there, before, after))
      if (account && current) {
        const { endSessions, ...changed } = account
        state.accounts.set(id, { ...current, ...changed, epoch: current.epoch + (endSessions ? 1 : 0) })
      }
      if (account?.username) state.usernames.set(usernameKey(account.username), id)
      if (password) {
        const { hash, sealed, setBy } = password
        const version = after.passwordVersion
        const setAt = String(after.passwordSetAt)
        state.hashes.set(id, { hash, version })
        state.ciphertexts.set(id, { accountId: id, sealed, version, schoolId: school.id, setBy, setAt })
      }
      state.events.push({ schoolId: school.id, event })
      return 'applied'
    },
  })
