import { routes } from '../../shared/contract/routes.ts'
import type { Account } from '../../shared/domain/account.ts'
import { actorOf } from '../../shared/domain/audit.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import type { Secret } from '../../shared/domain/secret.ts'
import { usernameKey } from '../../shared/domain/usernames.ts'
import { type AccountFinder, accountFinderFromEnv } from '../../shared/store/accounts.ts'
import { type AttemptStore, attemptStoreFromEnv } from '../../shared/store/attempts.ts'
import { type AuditTrail, auditTrailFromEnv } from '../../shared/store/auditTrail.ts'
import { type SessionStore, sessionStoreFromEnv } from '../../shared/store/identity.ts'
import { type PasswordHasher, passwordHasherFromEnv } from '../../shared/store/passwordHasher.ts'
import { type PasswordHashStore, passwordHashesFromEnv } from '../../shared/store/passwordHashes.ts'
import { sessionCookie } from '../http/admission.ts'
import { type Action, httpAction } from '../http/httpAction.ts'
import { ownAccountOf, trailOf } from '../profile/ownAccount.ts'

type Needs = {
  accounts: AccountFinder
  hashes: PasswordHashStore
  hasher: PasswordHasher
  attempts: AttemptStore
  sessions: SessionStore
  audit: AuditTrail
}

const tooMany = (retryAfter: number) => new DomainError('too-many-attempts', { retryAfter })

/** Longer than the window in which unknown names of one address are counted, in seconds. */
const addressWait = 300

/**
 * Signs in with a username and password. Wrong, unknown and deactivated look alike and take equally long, and the
 * attempt is counted before the password is looked at.
 */
export const signIn =
  ({ accounts, hashes, hasher, attempts, sessions, audit }: Needs): Action<typeof routes.signIn> =>
  async ({ body: { username, password }, now, requestId, sourceIp }) => {
    const who = usernameKey(username)
    const reservation = await attempts.reserve(who, now)
    if (!reservation.allowed) throw tooMany(reservation.retryAfter)
    const account = await accounts.byUsername(username)
    if (!account && !(await attempts.reserveUnknown(sourceIp, who, now))) throw tooMany(addressWait)

    if (!(await fits(account, password)) || account?.status !== 'active') throw new DomainError('sign-in-failed')

    const { token, session } = await sessions.open(account, now)
    await audit.record(trailOf(account), [
      { actor: actorOf(account), at: now, requestId, sourceIp, action: 'signed-in', learnerId: null, details: {} },
    ])
    await attempts.clear(who)
    return {
      body: { token: token.reveal(), expiresAt: session.expiresAt, account: ownAccountOf(account), mfa: 'none' },
      cookies: [`${sessionCookie}=${token.reveal()}; Secure; HttpOnly; SameSite=Strict; Path=/`],
    }

    async function fits(candidate: Account | null, given: Secret): Promise<boolean> {
      const stored = candidate && (await hashes.get(candidate.id))
      if (!stored) {
        // As much work as for an account that exists.
        await hasher.hash(given)
        return false
      }
      const right = await hasher.verify(stored.hash, given)
      if (right && (await hasher.isOutdated(stored.hash))) {
        await hashes.rehash(candidate.id, stored, await hasher.hash(given))
      }
      return right
    }
  }

export const handler = httpAction(routes.signIn, () =>
  signIn({
    accounts: accountFinderFromEnv(),
    hashes: passwordHashesFromEnv(),
    hasher: passwordHasherFromEnv(),
    attempts: attemptStoreFromEnv(),
    sessions: sessionStoreFromEnv(),
    audit: auditTrailFromEnv(),
  }),
)
