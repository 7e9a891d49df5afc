import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { setting } from './environment.ts'

/** What the queue carries: see `resetMessage` in the contract. */
type Message = { readonly schoolId: string; readonly resetId: string; readonly learnerIds: readonly string[] }

export type ResetQueue = {
  /** Sends messages to the workers and answers how many could not be sent: the sweep sends those again. */
  send(messages: readonly Message[]): Promise<number>
}

const perBatch = 10

export const resetQueue = (sqs: SQSClient, url: string): ResetQueue => ({
  send: async (messages) => {
    let unsent = 0
    for (let start = 0; start < messages.length; start += perBatch) {
      const batch = messages.slice(start, start + perBatch)
      try {
        const { Failed = [] } = await sqs.send(
          new SendMessageBatchCommand({
            QueueUrl: url,
            Entries: batch.map((message, index) => ({ Id: String(index), MessageBody: JSON.stringify(message) })),
          }),
        )
        unsent += Failed.length
      } catch {
        unsent += batch.length
      }
    }
    return unsent
  },
})

export const resetQueueFromEnv = (): ResetQueue => resetQueue(new SQSClient({}), setting('RESET_QUEUE_URL'))
