import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  ResourceNotFoundException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb'
import { Complaint } from './complaint.ts'
import type { TablePlan } from './plan.ts'

type Indexes = readonly {
  readonly IndexName?: string | undefined
  readonly KeySchema?: KeySchemaElement[] | undefined
}[]

/** Keys of a table and of its indexes, whatever order they come in. */
const shapeOf = ({ KeySchema, LocalSecondaryIndexes = [], GlobalSecondaryIndexes = [] }: Shaped): string => {
  const keys = (schema: KeySchemaElement[] = []) => schema.map((key) => `${key.KeyType} ${key.AttributeName}`).sort()
  const indexes = [...LocalSecondaryIndexes, ...GlobalSecondaryIndexes]
  return JSON.stringify([keys(KeySchema), indexes.map((each) => [each.IndexName, keys(each.KeySchema)]).sort()])
}

type Shaped = {
  readonly KeySchema?: KeySchemaElement[] | undefined
  readonly LocalSecondaryIndexes?: Indexes | undefined
  readonly GlobalSecondaryIndexes?: Indexes | undefined
}

const describe = async (client: DynamoDBClient, name: string | undefined): Promise<TableDescription | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: name }))).Table
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined
    throw error
  }
}

/** Creates the tables that aren't there yet, and refuses to run on ones of another shape. */
export const ensureTables = async (client: DynamoDBClient, plans: readonly TablePlan[]): Promise<void> => {
  for (const { create, ttlAttribute } of plans) {
    const before = await describe(client, create.TableName)
    if (before && shapeOf(before) !== shapeOf(create))
      throw new Complaint(
        `The table ${create.TableName} is from another version and has other keys: start with --fresh, which empties the data folder.`,
      )
    if (before) continue
    await client.send(new CreateTableCommand(create))
    if (ttlAttribute)
      await client.send(
        new UpdateTimeToLiveCommand({
          TableName: create.TableName,
          TimeToLiveSpecification: { Enabled: true, AttributeName: ttlAttribute },
        }),
      )
  }
}

/** Removes the tables, with all that is in them. */
export const dropTables = async (client: DynamoDBClient, plans: readonly TablePlan[]): Promise<void> => {
  for (const { create } of plans)
    await client.send(new DeleteTableCommand({ TableName: create.TableName })).catch((error) => {
      if (!(error instanceof ResourceNotFoundException)) throw error
    })
}
