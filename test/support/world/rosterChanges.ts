import type { AuditEvent } from '../../../shared/domain/audit.ts'
import type { Learner } from '../../../shared/domain/learner.ts'
import { usernameKey } from '../../../shared/domain/usernames.ts'
import { changedClaims } from '../../../shared/store/personClaims.ts'
import { concernsAccount, placeAt, type RosterChangesOf, standingAfter } from '../../../shared/store/rosterChanges.ts'
import { erasedClaims, erasureScope } from '../../../shared/store/rosterErasure.ts'
import { memoryNewAccounts } from './accounts.ts'
import { putUnder, type State, under } from './state.ts'

export const memoryRosterChangesOf =
  (state: State): RosterChangesOf =>
  (school) => {
    const newAccounts = memoryNewAccounts(state)
    const isAsRead = (id: string, before: Learner | null) =>
      under(state.learners, school.id).get(id)?.version === before?.version
    const record = (events: readonly AuditEvent[]) =>
      state.events.push(...events.map((event) => ({ schoolId: school.id, event })))

    return {
      create: async (account) => ((await newAccounts.create(account)) === 'created' ? 'applied' : 'stale'),

      change: async (change) => {
        const { before, events } = change
        const { id } = change.after
        const account = state.accounts.get(id)
        if (!isAsRead(id, before)) return 'stale'
        if (!account && concernsAccount(change, school)) return 'stale'
        const others = new Set([...(account?.schoolIds ?? []), ...(before?.otherSchoolIds ?? [])])
        others.delete(school.id)
        const places = [...others].flatMap((schoolId) => {
          const learner = under(state.learners, schoolId).get(id)
          return learner ? [{ schoolId, learner }] : []
        })
        if (before) places.push({ schoolId: school.id, learner: before })
        const passwordFrom = state.ciphertexts.get(id)?.schoolId ?? null
        const next =
          account && concernsAccount(change, school)
            ? standingAfter({ account, places, passwordFrom }, change.after, school)
            : null
        const after = (next && placeAt(next, school.id)) ?? change.after
        const { given, made } = changedClaims(school.id, before, after)
        if ([...given, ...made].some((claim) => (state.claims.get(claim) ?? id) !== id)) return 'stale'

        putUnder(state.learners, school.id, id, after)
        for (const claim of given) state.claims.delete(claim)
        for (const claim of made) state.claims.set(claim, id)
        if (next && account) {
          const ends = account.status === 'active' && next.account.status === 'deactivated'
          state.accounts.set(id, { ...next.account, epoch: account.epoch + (ends ? 1 : 0) })
          for (const { schoolId, learner } of next.places) putUnder(state.learners, schoolId, id, learner)
          if (next.passwordFrom === null) state.ciphertexts.delete(id)
        }
        record(events)
        return 'applied'
      },

      erase: async (learner, events) => {
        const { id } = learner
        const account = state.accounts.get(id) ?? null
        const scope = erasureScope(account, school.id)
        if (scope === null || !isAsRead(id, learner)) return 'stale'
        const claims = erasedClaims(school.id, learner, scope)
        if (claims.some((claim) => (state.claims.get(claim) ?? id) !== id)) return 'stale'
        state.learners.get(school.id)?.delete(id)
        for (const claim of claims) state.claims.delete(claim)
        if (account && scope === 'account') {
          state.accounts.delete(id)
          state.hashes.delete(id)
          state.ciphertexts.delete(id)
          state.usernames.set(usernameKey(account.username), '')
          for (const [hash, session] of state.sessions) if (session.accountId === id) state.sessions.delete(hash)
        }
        record(events)
        return 'applied'
      },
    }
  }
