import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { usernameFor, usernameKey } from '../domain/usernames.ts'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'

/** Hands out usernames that nobody ever had. */
export type UsernameIssuer = {
  /** The stem's next username, from its own counter. Claiming it is the part of the change that uses it. */
  next(stem: string): Promise<string>
}

export const usernameIssuer = (db: Db, table: string): UsernameIssuer => ({
  next: async (stem) => {
    const { Attributes } = await db.send(
      new UpdateCommand({
        TableName: table,
        Key: { key: `stem#${usernameKey(stem)}` },
        UpdateExpression: 'ADD #last :one',
        ExpressionAttributeNames: { '#last': 'last' },
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      }),
    )
    return usernameFor(stem, Number(Attributes?.['last']))
  },
})

export const usernameIssuerFromEnv = (): UsernameIssuer => usernameIssuer(dynamo(), setting('USERNAMES_TABLE'))
