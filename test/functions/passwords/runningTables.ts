import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { documentClient, queryAll } from '../../../shared/store/dynamo.ts'

/** The tables of the product that runs in this process, whose environment tells where they are. */
export const runningTables = async () => {
  const client = new DynamoDBClient({})
  const { TableNames = [] } = await client.send(new ListTablesCommand({}))
  const db = documentClient(client)
  const table = (id: string): string => {
    const name = TableNames.find((each) => each.replace(/[0-9A-F]{8}$/, '') === id)
    if (!name) throw new Error(`There is no table ${id}`)
    return name
  }
  return {
    db,
    table,
    /** Events of a school's trail by action, oldest first. */
    events: async (schoolId: string, ...actions: string[]) => {
      const items = await queryAll(db, {
        TableName: table('AuditEvents'),
        ConsistentRead: true,
        KeyConditionExpression: 'schoolId = :school',
        ExpressionAttributeValues: { ':school': schoolId },
      })
      return items.filter(({ action }) => actions.includes(String(action)))
    },
    stop: () => client.destroy(),
  }
}

export type RunningTables = Awaited<ReturnType<typeof runningTables>>
