import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type { Invoke } from './functions.ts'
import { region } from './intrinsics.ts'
import type { MappingPlan } from './plan.ts'

type Polled = { readonly mapping: MappingPlan; readonly queueUrl: string; readonly invoke: Invoke }

const mostPerCall = 10
const mostPollers = 4

const recordOf = (message: Message, { queueArn }: MappingPlan): SQSRecord => ({
  messageId: message.MessageId ?? '',
  receiptHandle: message.ReceiptHandle ?? '',
  body: message.Body ?? '',
  attributes: { ...message.Attributes } as unknown as SQSRecord['attributes'],
  messageAttributes: {},
  md5OfBody: message.MD5OfBody ?? '',
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
})

/** Messages that may be deleted: all of them, or those that aren't reported; none when the report makes no sense. */
export const doneOf = (messages: readonly Message[], { partialFailures }: MappingPlan, result: unknown): Message[] => {
  if (!partialFailures || !result) return [...messages]
  const failures = (result as Partial<SQSBatchResponse>).batchItemFailures ?? []
  if (!Array.isArray(failures)) return []
  const failed = new Set(failures.map((each) => each?.itemIdentifier))
  const known = new Set(messages.map(({ MessageId }) => MessageId))
  if ([...failed].some((id) => !known.has(id))) return []
  return messages.filter(({ MessageId }) => !failed.has(MessageId ?? ''))
}

/** Takes messages until the batch is full or its window has passed. */
const collect = async (sqs: SQSClient, { mapping, queueUrl }: Polled, abortSignal: AbortSignal): Promise<Message[]> => {
  const messages: Message[] = []
  let end: number | undefined
  do {
    const wait = end === undefined ? 20 : Math.min(20, Math.ceil((end - Date.now()) / 1000))
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(mostPerCall, mapping.batchSize - messages.length),
        WaitTimeSeconds: Math.max(0, wait),
        MessageSystemAttributeNames: ['All'],
      }),
      { abortSignal, requestTimeout: 30_000 },
    )
    messages.push(...Messages)
    if (messages.length === 0) continue
    end ??= Date.now() + mapping.windowSeconds * 1000
  } while (
    !abortSignal.aborted &&
    messages.length < mapping.batchSize &&
    Date.now() < (end ?? Number.POSITIVE_INFINITY)
  )
  return messages
}

/** One batch through its function. What failed stays in the queue, and is seen again when its visibility timeout is over. */
const work = async (sqs: SQSClient, polled: Polled, messages: readonly Message[]): Promise<void> => {
  const event: SQSEvent = { Records: messages.map((message) => recordOf(message, polled.mapping)) }
  const done = await polled.invoke(event).then(
    (result) => doneOf(messages, polled.mapping, result),
    (error) => {
      console.error(`A batch of ${polled.mapping.queueArn} failed:`, error)
      return []
    },
  )
  for (let start = 0; start < done.length; start += mostPerCall) {
    const Entries = done
      .slice(start, start + mostPerCall)
      .map(({ ReceiptHandle }, place) => ({ Id: String(place), ReceiptHandle }))
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: polled.queueUrl, Entries }))
  }
}

const poll = async (sqs: SQSClient, polled: Polled, stop: AbortSignal): Promise<void> => {
  while (!stop.aborted) {
    try {
      const messages = await collect(sqs, polled, stop)
      if (messages.length > 0) await work(sqs, polled, messages)
    } catch (error) {
      if (stop.aborted) return
      console.error(`${polled.queueUrl} cannot be read:`, error)
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }
}

/** Polls queues for their functions as Lambda's event sources do. `stop` waits for the batches under way. */
export const startWorkers = (sqs: SQSClient, all: readonly Polled[]): { readonly stop: () => Promise<void> } => {
  const stopping = new AbortController()
  const pollers = all.flatMap((polled) =>
    Array.from({ length: Math.min(polled.mapping.concurrency, mostPollers) }, () => poll(sqs, polled, stopping.signal)),
  )
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(pollers)
    },
  }
}
