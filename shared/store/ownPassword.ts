import type { Account, Session } from '../domain/account.ts'
import type { AuditEvent } from '../domain/audit.ts'
import type { Learner } from '../domain/learner.ts'
import { auditWrite } from './auditTrail.ts'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'
import { learnerItem } from './learnerItem.ts'
import type { StoredHash } from './passwordHashes.ts'
import { transact, type Write } from './transact.ts'

/** A password that its owner chose: it is hashed and nothing else, and what staff could show is gone with it. */
export type OwnPasswordChange = {
  readonly account: Account
  /** The session that asked: it stays, every other one of the account ends. */
  readonly session: Session
  readonly replaced: StoredHash
  readonly hash: string
  /** A learner's place at each of their schools, before and after. */
  readonly places: readonly { readonly schoolId: string; readonly before: Learner; readonly after: Learner }[]
  /** The school, or for local administrators the authority, whose trail records it. */
  readonly trail: string
  readonly event: AuditEvent
}

export type OwnPasswordStore = {
  /** `stale`: the password, the session or the learner has changed meanwhile; nothing was written. */
  change(change: OwnPasswordChange): Promise<'changed' | 'stale'>
}

type Tables = {
  readonly accounts: string
  readonly sessions: string
  readonly learners: string
  readonly passwordHashes: string
  readonly passwordCiphertexts: string
  readonly auditEvents: string
}

export const ownPasswordStore = (db: Db, tables: Tables): OwnPasswordStore => ({
  change: async ({ account, session, replaced, hash, places, trail, event }) => {
    const epochs = {
      ConditionExpression: 'epoch = :epoch',
      ExpressionAttributeValues: { ':epoch': account.epoch, ':next': account.epoch + 1 },
    }
    const { accountId, secretHash } = session
    const writes = new Map<string, Write>([
      [
        'hash',
        {
          Put: {
            TableName: tables.passwordHashes,
            Item: { accountId, hash, version: replaced.version + 1 },
            ConditionExpression: '#hash = :replaced',
            ExpressionAttributeNames: { '#hash': 'hash' },
            ExpressionAttributeValues: { ':replaced': replaced.hash },
          },
        },
      ],
      [
        'account',
        {
          Update: {
            TableName: tables.accounts,
            Key: { id: accountId },
            UpdateExpression: 'SET epoch = :next, passwordChangeRequired = :no',
            ...epochs,
            ExpressionAttributeValues: { ...epochs.ExpressionAttributeValues, ':no': false },
          },
        },
      ],
      [
        'session',
        {
          Update: {
            TableName: tables.sessions,
            Key: { accountId, secretHash },
            UpdateExpression: 'SET epoch = :next',
            ...epochs,
          },
        },
      ],
      ['event', auditWrite(tables.auditEvents, trail, event)],
    ])
    if (places.length > 0) {
      writes.set('ciphertext', { Delete: { TableName: tables.passwordCiphertexts, Key: { accountId } } })
    }
    for (const { schoolId, before, after } of places) {
      writes.set(`learner at ${schoolId}`, {
        Put: {
          TableName: tables.learners,
          Item: learnerItem(schoolId, after),
          ConditionExpression: 'version = :before',
          ExpressionAttributeValues: { ':before': before.version },
        },
      })
    }
    return (await transact(db, writes)).length === 0 ? 'changed' : 'stale'
  },
})

export const ownPasswordStoreFromEnv = (): OwnPasswordStore =>
  ownPasswordStore(dynamo(), {
    accounts: setting('ACCOUNTS_TABLE'),
    sessions: setting('SESSIONS_TABLE'),
    learners: setting('LEARNERS_TABLE'),
    passwordHashes: setting('PASSWORD_HASHES_TABLE'),
    passwordCiphertexts: setting('PASSWORD_CIPHERTEXTS_TABLE'),
    auditEvents: setting('AUDIT_EVENTS_TABLE'),
  })
