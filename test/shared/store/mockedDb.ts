import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { documentClient } from '../../../shared/store/dynamo.ts'

/** A connection to DynamoDB whose answers the test gives: for what the emulator never does. */
export const mockedDb = () => {
  const db = documentClient(new DynamoDBClient({ region: 'eu-west-2' }))
  return { db, mock: mockClient(db) }
}
