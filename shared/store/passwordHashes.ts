import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'

export type StoredHash = { readonly hash: string; readonly version: number }

export type PasswordHashStore = {
  get(accountId: string): Promise<StoredHash | null>
  /** Puts a fresh hash of the same password in the place of an outdated one, unless the password has changed meanwhile. */
  rehash(accountId: string, outdated: StoredHash, hash: string): Promise<void>
}

export const passwordHashStore = (db: Db, table: string): PasswordHashStore => ({
  get: async (accountId) => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: { accountId }, ConsistentRead: true }))
    return Item ? { hash: String(Item['hash']), version: Number(Item['version']) } : null
  },
  rehash: async (accountId, outdated, hash) => {
    try {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: { accountId },
          UpdateExpression: 'SET #hash = :hash',
          ConditionExpression: '#hash = :outdated',
          ExpressionAttributeNames: { '#hash': 'hash' },
          ExpressionAttributeValues: { ':hash': hash, ':outdated': outdated.hash },
        }),
      )
    } catch (error) {
      const changed = error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException
      if (!changed) throw error
    }
  },
})

export const passwordHashesFromEnv = (): PasswordHashStore =>
  passwordHashStore(dynamo(), setting('PASSWORD_HASHES_TABLE'))
