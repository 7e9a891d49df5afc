import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import { backOff, type Db } from './dynamo.ts'

export type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number]

const passing = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])
const attempts = 6

/**
 * Writes all or nothing. Answers the names of the writes whose condition failed: none means that it is done.
 * Conflicts with another transaction and throttling pass by themselves and are tried again.
 */
export const transact = async <Name extends string>(db: Db, writes: ReadonlyMap<Name, Write>): Promise<Name[]> => {
  const names = [...writes.keys()]
  for (let attempt = 1; ; attempt++) {
    try {
      await db.send(new TransactWriteCommand({ TransactItems: [...writes.values()] }))
      return []
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error
      const reasons = error.CancellationReasons ?? []
      const failed = names.filter((_, index) => reasons[index]?.Code === 'ConditionalCheckFailed')
      if (failed.length > 0) return failed
      if (attempt === attempts || !reasons.some(({ Code }) => Code && passing.has(Code))) throw error
      await backOff(attempt)
    }
  }
}
