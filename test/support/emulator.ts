import { randomUUID } from 'node:crypto'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { inject } from 'vitest'
import type { TableName } from '../../infra/tables.ts'
import { type Db, documentClient } from '../../shared/store/dynamo.ts'

export type Emulated = { readonly db: Db; readonly tables: Readonly<Record<TableName, string>> }

const { endpoint, plans } = inject('dynamodb')
const credentials = { accessKeyId: 'LOCALTEST', secretAccessKey: 'made-up-for-tests' }
const client = new DynamoDBClient({ region: 'eu-west-2', endpoint, credentials })

/** All tables, empty, under names of their own on the emulator that the stores' tests share. */
export const emptyTables = async (): Promise<Emulated> => {
  const set = randomUUID()
  const named = await Promise.all(
    plans.map(async ({ create }) => {
      const TableName = `${create.TableName}-${set}`
      await client.send(new CreateTableCommand({ ...create, TableName }))
      return [String(create.TableName).slice(0, -8), TableName] as const
    }),
  )
  return { db: documentClient(client), tables: Object.fromEntries(named) as Emulated['tables'] }
}
