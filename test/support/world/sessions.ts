import { isLive } from '../../../shared/domain/account.ts'
import {
  type IdentityStore,
  laterIdleUntil,
  newSession,
  readToken,
  type SessionStore,
} from '../../../shared/store/identity.ts'
import type { State } from './state.ts'

export const memorySessions = ({ sessions }: State): SessionStore => ({
  open: async (account, now) => {
    const opened = newSession(account, now)
    sessions.set(opened.session.secretHash, opened.session)
    return opened
  },
  close: async ({ secretHash }) => {
    sessions.delete(secretHash)
  },
})

export const memoryIdentity = ({ sessions, accounts, schools }: State): IdentityStore => ({
  identify: async (token, schoolId, now) => {
    const key = readToken(token)
    const session = key && sessions.get(key.secretHash)
    const account = key && accounts.get(key.accountId)
    if (!session || !account || session.accountId !== account.id || !isLive(session, account, now)) return null
    const idleUntil = laterIdleUntil(session, account, now)
    if (idleUntil) sessions.set(session.secretHash, { ...session, idleUntil })
    return { principal: { account, session }, school: (schoolId && schools.get(schoolId)) || null }
  },
})
