import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Schedule, type ScheduleExpression } from 'aws-cdk-lib/aws-scheduler'
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

type Scheduled = {
  readonly action: LambdaFunction
  readonly at: ScheduleExpression
  /** How often Lambda tries again, where the next tick is far away. */
  readonly retries?: number
}
type Timetable = Readonly<Record<string, Scheduled>>

/**
 * Calls functions by the clock. A call that fails isn't tried again by Lambda where the next tick does its work; what the
 * scheduler couldn't even deliver ends up in a queue that has an alarm.
 */
export class Schedules extends Construct {
  readonly undelivered: Queue

  constructor(scope: Construct, id: string, timetable: Timetable) {
    super(scope, id)
    this.undelivered = new Queue(this, 'Undelivered', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    })
    const reason = 'It is itself the dead-letter queue of the scheduler, and has an alarm'
    Validations.of(this.undelivered).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    )
    const role = this.callerRole(Object.values(timetable).map(({ action }) => action.functionArn))
    for (const [name, { action, at, retries = 0 }] of Object.entries(timetable)) {
      action.configureAsyncInvoke({ retryAttempts: retries, maxEventAge: Duration.minutes(5) })
      Validations.of(action).acknowledge({
        id: 'Serverless-LambdaAsyncFailureDestination',
        reason: 'A failed call has an alarm, and nothing to keep: the next tick does the same work',
      })
      new Schedule(this, name, {
        schedule: at,
        target: new LambdaInvoke(action, {
          role: role.withoutPolicyUpdates(),
          deadLetterQueue: this.undelivered,
          maxEventAge: Duration.minutes(5),
          retryAttempts: 2,
        }),
      })
    }
  }

  private callerRole(functionArns: string[]): Role {
    return new Role(this, 'Caller', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: {
        calls: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functionArns }),
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.undelivered.queueArn] }),
          ],
        }),
      },
    })
  }
}
