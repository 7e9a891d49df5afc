import { Duration, Validations } from 'aws-cdk-lib'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

/** How long a worker may take over one school; then the message comes back, and another goes on from there. */
export const rosterTimeout = Duration.minutes(5)

const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: Duration.days(14) }

/** The roster syncs that wait for a worker, and those that five tries didn't do. */
export const rosterQueues = (scope: Construct): { readonly rosters: Queue; readonly failedRosters: Queue } => {
  const failedRosters = new Queue(scope, 'FailedRosters', { ...common, visibilityTimeout: Duration.minutes(1) })
  Validations.of(failedRosters).acknowledge({
    id: 'Serverless-SQSRedrivePolicy',
    reason: 'It is itself the dead-letter queue, and has an alarm',
  })
  const rosters = new Queue(scope, 'QueuedRosters', {
    ...common,
    visibilityTimeout: rosterTimeout.plus(Duration.minutes(1)),
    deadLetterQueue: { queue: failedRosters, maxReceiveCount: 5 },
  })
  return { rosters, failedRosters }
}
