import { DeleteCommand } from '@aws-sdk/lib-dynamodb'
import type { Account } from '../domain/account.ts'
import type { Learner } from '../domain/learner.ts'
import { usernameRecord } from './accounts.ts'
import { type Db, queryAll } from './dynamo.ts'
import { claimsOf, permanentClaim } from './personClaims.ts'
import { claimDelete, classWrites, type NamedWrite, type RosterTables } from './rosterWrites.ts'
import type { Write } from './transact.ts'

/**
 * How much of a leaver is erased: all, or the school's own record alone, where the account went on to another school or is gone;
 * nothing where somebody lets the leaver in again, or the account is at another school too.
 */
export const erasureScope = (account: Account | null, schoolId: string): 'account' | 'record' | null => {
  if (!account?.schoolIds.includes(schoolId)) return 'record'
  return account.schoolIds.length === 1 && account.status === 'deactivated' ? 'account' : null
}

/** The claims that go with what is erased: a permanent UPN stays with an account that stays. */
export const erasedClaims = (schoolId: string, learner: Learner, scope: 'account' | 'record'): string[] => {
  const kept = scope === 'record' && learner.upn !== null ? permanentClaim(learner.upn) : undefined
  return claimsOf(schoolId, learner).filter((key) => key !== kept)
}

/** What the school has of a learner, as it was read. */
export const recordErasure = (
  tables: RosterTables,
  schoolId: string,
  learner: Learner,
  scope: 'account' | 'record',
): NamedWrite[] => {
  const record: Write = {
    Delete: {
      TableName: tables.learners,
      Key: { schoolId, learnerId: learner.id },
      ConditionExpression: 'version = :before',
      ExpressionAttributeValues: { ':before': learner.version },
    },
  }
  return [
    ['learner', record],
    ...classWrites(tables.learners, schoolId, learner.id, learner.teachingClasses, []),
    ...erasedClaims(schoolId, learner, scope).map((key) => claimDelete(tables.usernames, learner.id, key)),
  ]
}

/** The account with its credentials. That its username was issued stays on record, without saying to whom. */
export const accountErasure = (tables: RosterTables, account: Account): NamedWrite[] => {
  const credential = (TableName: string): Write => ({ Delete: { TableName, Key: { accountId: account.id } } })
  const itself: Write = {
    Delete: {
      TableName: tables.accounts,
      Key: { id: account.id },
      ConditionExpression: '#status = :status AND schoolIds = :schools',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': account.status, ':schools': account.schoolIds },
    },
  }
  const tombstone: Write = {
    Update: {
      TableName: tables.usernames,
      Key: usernameRecord(account.username),
      UpdateExpression: 'REMOVE accountId',
    },
  }
  return [
    ['account', itself],
    ['hash', credential(tables.passwordHashes)],
    ['ciphertext', credential(tables.passwordCiphertexts)],
    ['username', tombstone],
  ]
}

/** Removes what is left of an account's sessions, which are dead already. */
export const removeSessions = async (db: Db, table: string, accountId: string): Promise<void> => {
  const sessions = await queryAll(db, {
    TableName: table,
    KeyConditionExpression: 'accountId = :id',
    ExpressionAttributeValues: { ':id': accountId },
    ProjectionExpression: 'accountId, secretHash',
  })
  for (const Key of sessions) await db.send(new DeleteCommand({ TableName: table, Key }))
}
