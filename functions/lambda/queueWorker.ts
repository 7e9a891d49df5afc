import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import type * as z from 'zod'
import { log, traceOf } from './log.ts'
import { builtAtColdStart } from './wiring.ts'

/**
 * Makes the worker of a queue into a Lambda handler. Messages that fail are reported one by one, so that the queue
 * brings back those alone, and in the end puts them aside.
 *
 * @param wire builds the worker once, at cold start.
 */
export const queueWorker = <Message>(
  name: string,
  schema: z.ZodType<Message>,
  wire: () => (message: Message) => Promise<void>,
) => {
  const built = builtAtColdStart(wire)
  const processor = new BatchProcessor(EventType.SQS)
  return (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
    processPartialResponse(
      event,
      async ({ body }: SQSRecord) => {
        try {
          await built()(schema.parse(JSON.parse(body)))
        } catch (error) {
          log('error', name, { requestId: context.awsRequestId, error: traceOf(error) })
          throw error
        }
      },
      processor,
      { context, throwOnFullBatchFailure: false },
    )
}
