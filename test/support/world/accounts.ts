import { usernameFor, usernameKey } from '../../../shared/domain/usernames.ts'
import type { AccountFinder, AccountStore } from '../../../shared/store/accounts.ts'
import { type AccountsElsewhere, accountElsewhere } from '../../../shared/store/accountsElsewhere.ts'
import type { NewAccountStore } from '../../../shared/store/newAccounts.ts'
import { claimsOf, permanentClaim } from '../../../shared/store/personClaims.ts'
import type { UsernameIssuer } from '../../../shared/store/usernames.ts'
import { putUnder, type State, under } from './state.ts'

export const memoryAccounts = ({ accounts, usernames }: State): AccountStore & AccountFinder => ({
  get: async (id) => accounts.get(id) ?? null,
  byUsername: async (username) => {
    const key = usernameKey(username)
    const account = accounts.get(usernames.get(key) ?? '')
    return account && usernameKey(account.username) === key ? account : null
  },
})

export const memoryElsewhere = ({ accounts, claims, learners }: State): AccountsElsewhere => ({
  find: async (upns, accountIds) => {
    const found = new Map<string, string | null>(accountIds.map((id) => [id, null]))
    for (const upn of upns) {
      const id = claims.get(permanentClaim(upn))
      if (id) found.set(id, upn)
    }
    return [...found].flatMap(([id, upn]) => {
      const account = accounts.get(id)
      const learner = under(learners, account?.schoolIds[0] ?? '').get(id)
      return account && learner ? [accountElsewhere(account, learner, upn ?? learner.upn)] : []
    })
  },
})

export const memoryUsernames = ({ stems }: State): UsernameIssuer => ({
  next: async (stem) => {
    const number = (stems.get(usernameKey(stem)) ?? 0) + 1
    stems.set(usernameKey(stem), number)
    return usernameFor(stem, number)
  },
})

export const memoryNewAccounts = (state: State): NewAccountStore => ({
  create: async ({ account, hash, learner: place, event }) => {
    const { id } = account
    const claims = place ? claimsOf(place.schoolId, place.learner) : []
    const taken =
      state.accounts.has(id) ||
      state.usernames.has(usernameKey(account.username)) ||
      (hash !== undefined && state.hashes.has(id)) ||
      (place !== undefined && under(state.learners, place.schoolId).has(place.learner.id)) ||
      (place?.password !== undefined && state.ciphertexts.has(id)) ||
      claims.some((claim) => state.claims.has(claim))
    if (taken) return 'taken'
    state.accounts.set(id, account)
    state.usernames.set(usernameKey(account.username), id)
    if (hash !== undefined) state.hashes.set(id, { hash, version: 1 })
    if (place) {
      const { schoolId, learner, password } = place
      putUnder(state.learners, schoolId, learner.id, learner)
      for (const claim of claims) state.claims.set(claim, id)
      if (password) {
        const { sealed, setBy } = password
        const setAt = String(learner.passwordSetAt)
        state.ciphertexts.set(id, { accountId: id, version: 1, sealed, setBy, setAt, schoolId })
      }
    }
    if (event) state.events.push(event)
    return 'created'
  },
})
