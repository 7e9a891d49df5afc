import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'

/** Whose turn it is to change a school by a roster: one sync at a time. */
export type RosterLease = {
  /** Takes the lease, or keeps it for longer; false while another holder has it. */
  take(holder: string, until: Date, now: Date): Promise<boolean>
  /** Gives the lease back, where it is this holder's. */
  release(holder: string): Promise<void>
}

/** Whether it was done; false when its condition failed. */
const conditionally = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

export const rosterLease = (db: Db, table: string, schoolId: string): RosterLease => {
  const key = { schoolId, sk: 'lease' }
  return {
    take: (holder, until, now) =>
      conditionally(
        db.send(
          new PutCommand({
            TableName: table,
            Item: { ...key, holder, until: until.toISOString() },
            ConditionExpression: 'attribute_not_exists(sk) OR holder = :holder OR #until <= :now',
            ExpressionAttributeNames: { '#until': 'until' },
            ExpressionAttributeValues: { ':holder': holder, ':now': now.toISOString() },
          }),
        ),
      ),
    release: async (holder) => {
      await conditionally(
        db.send(
          new DeleteCommand({
            TableName: table,
            Key: key,
            ConditionExpression: 'holder = :holder',
            ExpressionAttributeValues: { ':holder': holder },
          }),
        ),
      )
    },
  }
}

export type RosterLeaseOf = (schoolId: string) => RosterLease

export const rosterLeaseFromEnv = (): RosterLeaseOf => {
  const table = setting('ROSTER_SYNCS_TABLE')
  return (schoolId) => rosterLease(dynamo(), table, schoolId)
}
