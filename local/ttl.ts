import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb'
import type { TablePlan } from './plan.ts'

/** Removes what has expired from tables with a time to live, as AWS does within days; the emulator never does. Answers how many. */
export const sweepExpired = async (
  client: DynamoDBClient,
  tables: readonly TablePlan[],
  now: Date,
): Promise<number> => {
  let removed = 0
  for (const { create, ttlAttribute } of tables) {
    if (!ttlAttribute) continue
    const { TableName, KeySchema = [] } = create
    const names = KeySchema.map(({ AttributeName = '' }) => AttributeName)
    const expression = {
      ExpressionAttributeNames: { '#ttl': ttlAttribute },
      ExpressionAttributeValues: { ':now': { N: String(Math.floor(now.getTime() / 1000)) } },
    }
    for await (const { Items = [] } of paginateScan(
      { client },
      { TableName, FilterExpression: '#ttl < :now', ...expression },
    ))
      for (const item of Items) {
        const Key = Object.fromEntries(names.map((name) => [name, item[name] as AttributeValue]))
        // Its life may have been prolonged since it was read.
        const ConditionExpression = '#ttl < :now'
        removed += await client
          .send(new DeleteItemCommand({ TableName, Key, ConditionExpression, ...expression }))
          .then(
            () => 1,
            (error) => {
              if (error instanceof ConditionalCheckFailedException) return 0
              throw error
            },
          )
      }
  }
  return removed
}
