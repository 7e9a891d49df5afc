import { Duration, Validations } from 'aws-cdk-lib'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

/** Six times as long as a worker may take over one message. */
const hidden = Duration.seconds(60)

const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, visibilityTimeout: hidden }

/** The parts of group resets that wait for a worker, and those that five tries didn't do. */
export const resetQueues = (scope: Construct): { readonly waiting: Queue; readonly failed: Queue } => {
  const failed = new Queue(scope, 'FailedResets', { ...common, retentionPeriod: Duration.days(14) })
  Validations.of(failed).acknowledge({
    id: 'Serverless-SQSRedrivePolicy',
    reason: 'It is itself the dead-letter queue, and has an alarm',
  })
  const waiting = new Queue(scope, 'QueuedResets', {
    ...common,
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
  })
  return { waiting, failed }
}

/** Calls a worker with one message at a time; it says itself whether it could do what the message asks. */
export const consumeQueue = (queue: Queue, worker: LambdaFunction, maxConcurrency: number): void => {
  worker.addEventSource(new SqsEventSource(queue, { batchSize: 1, maxConcurrency, reportBatchItemFailures: true }))
  Validations.of(worker).acknowledge({
    id: 'Serverless-LambdaEventSourceMappingDestination',
    reason: 'What fails goes back to its queue; mappings of queues have no destinations of their own',
  })
}
