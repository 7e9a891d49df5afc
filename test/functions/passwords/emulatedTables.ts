import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { startDynamoDb } from '../../../local/dynamodb.ts'
import { ensureTables } from '../../../local/tables.ts'
import { readPlan } from '../../../local/template.ts'
import { type Db, documentClient } from '../../../shared/store/dynamo.ts'
import { data } from '../../infra/synthesized.ts'

/** The tables of the template in an emulator that forgets everything when it stops. */
export type EmulatedTables = {
  readonly db: Db
  /** What a table is called here: by its id in the template, as `PasswordResets`. */
  table(id: string): string
  stop(): Promise<void>
}

export const emulatedTables = async (): Promise<EmulatedTables> => {
  const { endpoint, stop } = await startDynamoDb({ memory: true })
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const client = new DynamoDBClient({ region: 'eu-west-2', endpoint, credentials })
  const template = data.toJSON() as never
  const { tables } = readPlan({ data: template }, { queues: endpoint, api: endpoint })
  await ensureTables(client, tables)
  const names = tables.map(({ create }) => create.TableName ?? '')
  return {
    db: documentClient(client),
    table: (id) => {
      const name = names.find((each) => each.replace(/[0-9A-F]{8}$/, '') === id)
      if (!name) throw new Error(`The template has no table ${id}`)
      return name
    },
    stop: async () => {
      client.destroy()
      await stop()
    },
  }
}
