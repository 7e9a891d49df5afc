import type { Role } from './permissions.ts'

export type AccountStatus = 'active' | 'deactivated'

/** Who signs in: a learner, a member of staff or a local administrator. What a school knows of a learner is in `Learner`. */
export type Account = {
  readonly id: string
  readonly username: string
  readonly role: Role
  readonly forename: string
  readonly surname: string
  readonly authorityId: string
  /** The schools whose learner or staff this is; a local administrator has none and acts for all of the authority. */
  readonly schoolIds: readonly string[]
  readonly status: AccountStatus
  /** Sessions of another epoch are dead. Raised by every reset and deactivation. */
  readonly epoch: number
  /** A one-time password was issued: nothing but choosing a new one is reachable. */
  readonly passwordChangeRequired: boolean
}

/** A signed-in browser or client. All instants are ISO 8601 in UTC. */
export type Session = {
  readonly accountId: string
  /** SHA-256 of the token's secret, base64url: the token itself is kept nowhere. */
  readonly secretHash: string
  readonly epoch: number
  readonly createdAt: string
  readonly idleUntil: string
  readonly expiresAt: string
}

export type Principal = { readonly account: Account; readonly session: Session }

export const isLearner = (role: Role): boolean => role === 'primary-learner' || role === 'secondary-learner'

const minutes = 60_000
const hours = 60 * minutes

/** How long a session lasts in milliseconds: untouched, and at most. */
export const sessionLimits = (role: Role): { idle: number; most: number } => ({
  idle: (isLearner(role) ? 60 : 30) * minutes,
  most: 12 * hours,
})

/** Whether the session still stands for its account. */
export const isLive = (session: Session, account: Account, now: Date): boolean => {
  const at = now.toISOString()
  return (
    account.status === 'active' && session.epoch === account.epoch && at < session.idleUntil && at < session.expiresAt
  )
}
