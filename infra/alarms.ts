import { Duration, Stack } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { Alarm, type IMetric, MathExpression, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { Topic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

type Watched = {
  readonly api: HttpApi
  readonly waiting: Queue
  readonly deadLetters: readonly Queue[]
  readonly workers: readonly LambdaFunction[]
}

const minutes = (count: number) => Duration.minutes(count)

const sum = (metrics: readonly IMetric[], label: string): MathExpression => {
  const named = metrics.map((metric, place) => [`m${place}`, metric] as const)
  return new MathExpression({
    label,
    expression: named.map(([name]) => `FILL(${name}, 0)`).join(' + '),
    usingMetrics: Object.fromEntries(named),
    period: minutes(5),
  })
}

/** A message that its consumer takes at once is never seen waiting, so those that were received count as well. */
const anyMessage = (queues: readonly Queue[], label: string): MathExpression =>
  sum(
    queues.flatMap((queue) => [
      queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM }),
      queue.metricNumberOfMessagesReceived(),
    ]),
    label,
  )

/** Few alarms, each over all functions or queues of its kind; they go to one topic for people to subscribe to. */
export const makeAlarms = (scope: Construct, { api, waiting, deadLetters, workers }: Watched): void => {
  const topic = new Topic(scope, 'Alarms', { enforceSSL: true })
  // A policy of its own takes the place of the default one, by which alarms of this account could publish.
  topic.grantPublish(
    new ServicePrincipal('cloudwatch.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  )
  const alarm = (id: string, alarmDescription: string, metric: IMetric, threshold: number) =>
    new Alarm(scope, id, {
      alarmDescription,
      metric,
      threshold,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(topic))

  alarm(
    'DeadLetters',
    'Passwords of a group reset could not be reset, a roster could not be synced, or a schedule could not call its function',
    anyMessage(deadLetters, 'Dead letters'),
    1,
  )
  alarm(
    'ResetsWait',
    'The oldest part of a group reset has waited for ten minutes (in seconds)',
    waiting.metricApproximateAgeOfOldestMessage({ period: minutes(5) }),
    600,
  )
  alarm('ApiFails', 'The API answers with server errors', api.metricServerError({ period: minutes(5) }), 5)
  alarm(
    'WorkersFail',
    'Functions fail that no route calls',
    sum(
      workers.map((worker) => worker.metricErrors()),
      'Errors',
    ),
    3,
  )
  alarm(
    'Throttles',
    'Lambda turns calls away: the account has no more concurrency',
    new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: Stats.SUM, period: minutes(5) }),
    1,
  )
}
