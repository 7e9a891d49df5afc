import { createHash, randomBytes } from 'node:crypto'
import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type Account, isLive, type Principal, type Session, sessionLimits } from '../domain/account.ts'
import type { School } from '../domain/school.ts'
import { Secret } from '../domain/secret.ts'
import { batchGet, type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'
import { schoolKey } from './schools.ts'
import { storedAccount, storedSchool, storedSession } from './stored.ts'

/** Who asks, and where: the answer to a token and the school of the path. */
export type Identity = { readonly principal: Principal; readonly school: School | null }

export type IdentityStore = {
  /** Finds the live session of a token, its account and the school, all in one consistent read; nothing for a dead one. */
  identify(token: Secret, schoolId: string | undefined, now: Date): Promise<Identity | null>
}

export type SessionStore = {
  /** Signs an account in: the token is known to nobody but its bearer. */
  open(account: Account, now: Date): Promise<{ token: Secret; session: Session }>
  close(session: Session): Promise<void>
}

const longestId = 64
const touchEvery = 60_000

export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

/** The session that an account gets when it signs in now. */
export const newSession = (account: Account, now: Date): { token: Secret; session: Session } => {
  const secret = randomBytes(32).toString('base64url')
  const { idle, most } = sessionLimits(account.role)
  const at = now.getTime()
  return {
    token: new Secret(`${account.id}.${secret}`),
    session: {
      accountId: account.id,
      secretHash: hashOfSecret(secret),
      epoch: account.epoch,
      createdAt: now.toISOString(),
      idleUntil: new Date(at + idle).toISOString(),
      expiresAt: new Date(at + most).toISOString(),
    },
  }
}

/** The account's id and the secret's hash of a token; nothing when it can't be one. */
export const readToken = (token: Secret): { accountId: string; secretHash: string } | null => {
  const [accountId = '', secret = '', ...rest] = token.reveal().split('.')
  const possible = rest.length === 0 && accountId.length > 0 && accountId.length <= longestId && secret.length === 43
  return possible ? { accountId, secretHash: hashOfSecret(secret) } : null
}

/** Until when an untouched session lasts from now on; nothing while what is kept is recent enough. */
export const laterIdleUntil = (session: Session, account: Account, now: Date): string | null => {
  const until = now.getTime() + sessionLimits(account.role).idle
  return until - Date.parse(session.idleUntil) >= touchEvery ? new Date(until).toISOString() : null
}

export const identityStore = (
  db: Db,
  tables: { sessions: string; accounts: string; schools: string },
): IdentityStore => {
  const touch = async (session: Session, idleUntil: string) => {
    const { accountId, secretHash } = session
    try {
      await db.send(
        new UpdateCommand({
          TableName: tables.sessions,
          Key: { accountId, secretHash },
          UpdateExpression: 'SET idleUntil = :until',
          ConditionExpression: 'attribute_exists(accountId)',
          ExpressionAttributeValues: { ':until': idleUntil },
        }),
      )
    } catch (error) {
      // Signed out in this very moment: the session stays gone. Or it is being changed: the next request touches it.
      const passes = error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException
      if (!passes) throw error
    }
  }

  return {
    identify: async (token, schoolId, now) => {
      const key = readToken(token)
      if (!key) return null
      const found = await batchGet(db, {
        [tables.sessions]: [key],
        [tables.accounts]: [{ id: key.accountId }],
        ...(schoolId && { [tables.schools]: [schoolKey(schoolId)] }),
      })
      const [sessionItem] = found(tables.sessions)
      const [accountItem] = found(tables.accounts)
      const [schoolItem] = found(tables.schools)
      if (!sessionItem || !accountItem) return null
      const session = storedSession.parse(sessionItem)
      const account = storedAccount.parse(accountItem)
      if (!isLive(session, account, now)) return null
      const idleUntil = laterIdleUntil(session, account, now)
      if (idleUntil) await touch(session, idleUntil)
      return { principal: { account, session }, school: schoolItem ? storedSchool.parse(schoolItem) : null }
    },
  }
}

export const identityStoreFromEnv = (): IdentityStore =>
  identityStore(dynamo(), {
    sessions: setting('SESSIONS_TABLE'),
    accounts: setting('ACCOUNTS_TABLE'),
    schools: setting('SCHOOLS_TABLE'),
  })

export const sessionStore = (db: Db, table: string): SessionStore => ({
  open: async (account, now) => {
    const { token, session } = newSession(account, now)
    const expiresAtSeconds = Math.ceil(Date.parse(session.expiresAt) / 1000)
    await db.send(new PutCommand({ TableName: table, Item: { ...session, expiresAtSeconds } }))
    return { token, session }
  },
  close: async ({ accountId, secretHash }) => {
    await db.send(new DeleteCommand({ TableName: table, Key: { accountId, secretHash } }))
  },
})

export const sessionStoreFromEnv = (): SessionStore => sessionStore(dynamo(), setting('SESSIONS_TABLE'))
