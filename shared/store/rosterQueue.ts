import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { setting } from './environment.ts'

/** What the queue carries: see `rosterMessage` in the contract. */
export type RosterQueueMessage =
  | { readonly schoolId: string; readonly syncId: string }
  | { readonly schoolId: string; readonly nightly: string }

export type RosterQueue = {
  /** @throws where the message could not be sent. */
  send(message: RosterQueueMessage): Promise<void>
  /** Sends many messages and answers how many could not be sent. */
  sendAll(messages: readonly RosterQueueMessage[]): Promise<number>
}

const perBatch = 10

export const rosterQueue = (sqs: SQSClient, url: string): RosterQueue => ({
  send: async (message) => {
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(message) }))
  },
  sendAll: async (messages) => {
    let unsent = 0
    for (let start = 0; start < messages.length; start += perBatch) {
      const batch = messages.slice(start, start + perBatch)
      const Entries = batch.map((message, index) => ({ Id: String(index), MessageBody: JSON.stringify(message) }))
      try {
        const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))
        unsent += Failed.length
      } catch {
        unsent += batch.length
      }
    }
    return unsent
  },
})

export const rosterQueueFromEnv = (): RosterQueue => rosterQueue(new SQSClient({}), setting('ROSTER_QUEUE_URL'))
