import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { afterAll } from 'vitest'
import { makeTables, type TableName } from '../../infra/tables.ts'
import { startDynamoDb } from '../../local/dynamodb.ts'
import { readPlan } from '../../local/template.ts'
import { type Db, documentClient } from '../../shared/store/dynamo.ts'

export type Emulated = { readonly db: Db; readonly tables: Readonly<Record<TableName, string>> }

/** The tables as they are deployed: read from the template, as the local runtime does. */
const tablePlans = () => {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Tables')
  makeTables(stack)
  const { Resources } = Template.fromStack(stack).toJSON()
  return readPlan({ Tables: { Resources } }, { queues: 'http://queues.test', api: 'http://api.test' }).tables
}

const start = async () => {
  const { endpoint, stop } = await startDynamoDb({ memory: true })
  const credentials = { accessKeyId: 'LOCALTEST', secretAccessKey: 'made-up-for-tests' }
  const client = new DynamoDBClient({ region: 'eu-west-2', endpoint, credentials })
  return { client, stop, plans: tablePlans() }
}

let started: ReturnType<typeof start> | undefined
let sets = 0

afterAll(async () => {
  const emulator = await started
  emulator?.client.destroy()
  await emulator?.stop()
})

/** All tables, empty, on the emulator that the test file shares. */
export const emptyTables = async (): Promise<Emulated> => {
  started ??= start()
  const { client, plans } = await started
  sets += 1
  const set = sets
  const named = await Promise.all(
    plans.map(async ({ create }) => {
      const TableName = `${create.TableName}-${set}`
      await client.send(new CreateTableCommand({ ...create, TableName }))
      return [String(create.TableName).slice(0, -8), TableName] as const
    }),
  )
  return { db: documentClient(client), tables: Object.fromEntries(named) as Emulated['tables'] }
}
