import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  DynamoDBDocumentClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb'

export type Db = DynamoDBDocumentClient

export const documentClient = (client: DynamoDBClient): Db =>
  DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })

let shared: Db | undefined

/** The function's one connection to DynamoDB. */
export const dynamo = (): Db => {
  shared ??= documentClient(new DynamoDBClient({ maxAttempts: 5 }))
  return shared
}

type Item = Record<string, unknown>

const keysPerCall = 100
const readAttempts = 9

/** Reads up to 100 items of several tables by key, consistently, in one call unless DynamoDB leaves a part unread. */
export const batchGet = async (
  db: Db,
  keys: Readonly<Record<string, readonly Item[]>>,
): Promise<(table: string) => Item[]> => {
  const found = new Map<string, Item[]>()
  let asked: BatchGetCommandInput['RequestItems'] = Object.fromEntries(
    Object.entries(keys).map(([table, ofTable]) => [table, { Keys: [...ofTable], ConsistentRead: true }]),
  )
  for (let attempt = 1; asked && Object.keys(asked).length > 0; attempt++) {
    if (attempt > readAttempts) throw new Error(`DynamoDB left keys of ${Object.keys(asked)} unread`)
    if (attempt > 1) await backOff(attempt)
    const answer: BatchGetCommandOutput = await db.send(new BatchGetCommand({ RequestItems: asked }))
    for (const [table, items] of Object.entries(answer.Responses ?? {})) {
      found.set(table, [...(found.get(table) ?? []), ...items])
    }
    asked = answer.UnprocessedKeys
  }
  return (table) => found.get(table) ?? []
}

/** Reads items of one table by key, consistently. Items that don't exist are left out; order is lost. */
export const getMany = async (db: Db, table: string, keys: readonly Item[]): Promise<Item[]> => {
  const items: Item[] = []
  for (let start = 0; start < keys.length; start += keysPerCall) {
    const found = await batchGet(db, { [table]: keys.slice(start, start + keysPerCall) })
    items.push(...found(table))
  }
  return items
}

/** All items of a query, however many pages DynamoDB cuts it into. */
export const queryAll = async (db: Db, input: QueryCommandInput): Promise<Item[]> => {
  const items: Item[] = []
  let start: Item | undefined
  do {
    const page = await db.send(new QueryCommand({ ...input, ...(start && { ExclusiveStartKey: start }) }))
    items.push(...(page.Items ?? []))
    start = page.LastEvaluatedKey
  } while (start)
  return items
}

/** Waits a random while that grows with the attempts, at most about a second. */
export const backOff = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(1000, 25 * 2 ** attempt)))
