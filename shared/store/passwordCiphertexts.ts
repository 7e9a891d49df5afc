import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { type Db, dynamo, getMany } from './dynamo.ts'
import { setting } from './environment.ts'

/** A password that staff may show, sealed, with who set it and when. */
export type StoredCiphertext = {
  readonly accountId: string
  readonly sealed: string
  readonly version: number
  /** The school that set it, under whose data key it is sealed. */
  readonly schoolId: string
  readonly setBy: string
  readonly setAt: string
}

export type PasswordCiphertextStore = {
  get(accountId: string): Promise<StoredCiphertext | null>
  getMany(accountIds: readonly string[]): Promise<StoredCiphertext[]>
}

const read = (item: Record<string, unknown>): StoredCiphertext => ({
  accountId: String(item['accountId']),
  sealed: String(item['sealed']),
  version: Number(item['version']),
  schoolId: String(item['schoolId']),
  setBy: String(item['setBy']),
  setAt: String(item['setAt']),
})

export const passwordCiphertextStore = (db: Db, table: string): PasswordCiphertextStore => ({
  get: async (accountId) => {
    const { Item } = await db.send(new GetCommand({ TableName: table, Key: { accountId }, ConsistentRead: true }))
    return Item ? read(Item) : null
  },
  getMany: async (accountIds) =>
    (
      await getMany(
        db,
        table,
        accountIds.map((accountId) => ({ accountId })),
      )
    ).map(read),
})

export const passwordCiphertextsFromEnv = (): PasswordCiphertextStore =>
  passwordCiphertextStore(dynamo(), setting('PASSWORD_CIPHERTEXTS_TABLE'))
