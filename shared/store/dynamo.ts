import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { BatchGetCommand, DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb'

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

/** Reads items by key, consistently, in as few calls as it takes. Items that don't exist are left out; order is lost. */
export const getMany = async (db: Db, table: string, keys: readonly Item[]): Promise<Item[]> => {
  const items: Item[] = []
  for (let start = 0; start < keys.length; start += keysPerCall) {
    let asked: Item[] | undefined = keys.slice(start, start + keysPerCall)
    for (let attempt = 0; asked && asked.length > 0; attempt++) {
      if (attempt > 0) await backOff(attempt)
      const answer: { Responses?: Record<string, Item[]>; UnprocessedKeys?: Record<string, { Keys: Item[] }> } =
        (await db.send(
          new BatchGetCommand({ RequestItems: { [table]: { Keys: asked, ConsistentRead: true } } }),
        )) as never
      items.push(...(answer.Responses?.[table] ?? []))
      asked = answer.UnprocessedKeys?.[table]?.Keys
      if (asked && attempt >= 8) throw new Error(`DynamoDB left keys of ${table} unread`)
    }
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
