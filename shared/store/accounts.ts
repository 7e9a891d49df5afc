import { createHash } from 'node:crypto'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { Account } from '../domain/account.ts'
import { usernameKey } from '../domain/usernames.ts'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'
import { storedAccount } from './stored.ts'

export type AccountStore = {
  get(id: string): Promise<Account | null>
}

export type AccountFinder = {
  /** The account that a username was issued to, whatever the case it is typed in. */
  byUsername(username: string): Promise<Account | null>
}

/** Where a username is recorded. It is kept as a hash, so that what stays of an erased account names nobody. */
export const usernameRecord = (username: string): { key: string } => ({
  key: `name#${createHash('sha256').update(usernameKey(username)).digest('base64url')}`,
})

export const accountStore = (db: Db, table: string): AccountStore => ({
  get: async (id) => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: { id }, ConsistentRead: true }))
    return Item ? storedAccount.parse(Item) : null
  },
})

export const accountStoreFromEnv = (): AccountStore => accountStore(dynamo(), setting('ACCOUNTS_TABLE'))

export const accountFinder = (db: Db, tables: { accounts: string; usernames: string }): AccountFinder => ({
  byUsername: async (username) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: tables.usernames, Key: usernameRecord(username), ConsistentRead: true }),
    )
    const account = Item?.['accountId'] ? await accountStore(db, tables.accounts).get(String(Item['accountId'])) : null
    // A username that was replaced stays taken, but no longer signs anyone in.
    return account && usernameKey(account.username) === usernameKey(username) ? account : null
  },
})

export const accountFinderFromEnv = (): AccountFinder =>
  accountFinder(dynamo(), { accounts: setting('ACCOUNTS_TABLE'), usernames: setting('USERNAMES_TABLE') })
