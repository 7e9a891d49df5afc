import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { rosterTimeout } from '../../infra/rosterQueues.ts'
import { app, named, resourcesOf } from './synthesized.ts'

const queues = resourcesOf(app, 'AWS::SQS::Queue')
const mappings = Object.values(app.findResources('AWS::Lambda::EventSourceMapping'))

const consumerOf = (queue: string) =>
  mappings.find(({ Properties }) => named(Properties.EventSourceArn) === queue)?.['Properties']

describe('group resets', () => {
  test('wait six times as long as a worker may take, and are set aside after five tries', () => {
    const timeout = Number(resourcesOf(app, 'AWS::Lambda::Function').get('resetQueuedPasswords')?.Properties['Timeout'])
    const properties = queues.get('QueuedResets')?.Properties as {
      VisibilityTimeout: number
      RedrivePolicy: { maxReceiveCount: number; deadLetterTargetArn: unknown }
    }
    expect(properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * timeout)
    expect(properties.RedrivePolicy.maxReceiveCount).toBe(5)
    expect(named(properties.RedrivePolicy.deadLetterTargetArn)).toBe('FailedResets')
  })

  test.each([
    ['QueuedResets', 'resetQueuedPasswords'],
    ['FailedResets', 'failQueuedPasswords'],
    ['QueuedRosters', 'syncRoster'],
    ['FailedRosters', 'failQueuedSync'],
  ])('%s is read by %s, message by message', (queue, worker) => {
    const mapping = consumerOf(queue)
    expect(named(mapping?.FunctionName)).toBe(worker)
    expect(mapping).toMatchObject({
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: expect.any(Number) },
    })
  })
})

test('roster syncs come back once their worker can be at them no more, and are set aside after five tries', () => {
  const properties = queues.get('QueuedRosters')?.Properties as {
    VisibilityTimeout: number
    RedrivePolicy: { maxReceiveCount: number; deadLetterTargetArn: unknown }
  }
  expect(properties.VisibilityTimeout).toBeGreaterThan(rosterTimeout.toSeconds())
  expect(properties.RedrivePolicy.maxReceiveCount).toBe(5)
  expect(named(properties.RedrivePolicy.deadLetterTargetArn)).toBe('FailedRosters')
})

test.each([...queues.keys()])('%s is encrypted and takes nothing without TLS', (name) => {
  expect(queues.get(name)?.Properties).toMatchObject({ SqsManagedSseEnabled: true })
  const policies = Object.values(app.findResources('AWS::SQS::QueuePolicy'))
  const own = policies.find(({ Properties }) => named(Properties.Queues[0]) === name)
  expect(own?.['Properties'].PolicyDocument.Statement).toMatchObject([
    { Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
  ])
})

describe('schedules', () => {
  const schedules = Object.values(app.findResources('AWS::Scheduler::Schedule'))

  test('sweep resets each minute and links four times an hour, and start the night’s syncs at two', () => {
    const timetable = schedules.map(({ Properties }) => [named(Properties.Target.Arn), Properties.ScheduleExpression])
    expect(Object.fromEntries(timetable)).toEqual({
      sweepGroupResets: 'rate(1 minute)',
      sweepLinks: 'rate(15 minutes)',
      startNightlySyncs: 'cron(0 2 * * ? *)',
    })
    const night = schedules.find(({ Properties }) => Properties.ScheduleExpression.startsWith('cron'))
    expect(night?.['Properties'].ScheduleExpressionTimezone).toBe('Europe/London')
  })

  test('give up soon, and keep what could not be delivered', () => {
    for (const { Properties } of schedules) {
      expect(named(Properties.Target.DeadLetterConfig.Arn)).toBe('SchedulesUndelivered')
      expect(Properties.Target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 300, MaximumRetryAttempts: 2 })
    }
  })
})

describe('alarms', () => {
  const alarms = resourcesOf(app, 'AWS::CloudWatch::Alarm')

  test('are few, and all go to the one topic', () => {
    expect([...alarms.keys()].sort()).toEqual(['ApiFails', 'DeadLetters', 'ResetsWait', 'Throttles', 'WorkersFail'])
    for (const { Properties } of alarms.values())
      expect((Properties['AlarmActions'] as unknown[]).map(named)).toEqual(['Alarms'])
  })

  test('watch every dead-letter queue, messages that were taken at once too', () => {
    const metrics = alarms.get('DeadLetters')?.Properties['Metrics'] as {
      MetricStat?: { Metric: { MetricName: string; Dimensions: { Value: unknown }[] } }
    }[]
    const watched = metrics.flatMap(({ MetricStat }) =>
      MetricStat ? [`${MetricStat.Metric.MetricName} ${named(MetricStat.Metric.Dimensions[0]?.Value)}`] : [],
    )
    expect(watched.sort()).toEqual([
      'ApproximateNumberOfMessagesVisible FailedResets',
      'ApproximateNumberOfMessagesVisible FailedRosters',
      'ApproximateNumberOfMessagesVisible SchedulesUndelivered',
      'NumberOfMessagesReceived FailedResets',
      'NumberOfMessagesReceived FailedRosters',
      'NumberOfMessagesReceived SchedulesUndelivered',
    ])
  })

  test('may reach the people who subscribe to the topic', () => {
    app.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    })
  })

  test('watch how long resets wait', () => {
    app.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateAgeOfOldestMessage',
      Threshold: 600,
      Statistic: 'Maximum',
      TreatMissingData: 'notBreaching',
      Dimensions: [{ Name: 'QueueName', Value: Match.anyValue() }],
    })
  })
})
