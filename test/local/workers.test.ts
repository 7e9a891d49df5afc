import { expect, it } from 'vitest'
import type { MappingPlan } from '../../local/plan.ts'
import { doneOf } from '../../local/workers.ts'

const mapping = (partialFailures: boolean): MappingPlan => ({
  queueArn: 'q',
  functionArn: 'f',
  batchSize: 10,
  windowSeconds: 0,
  partialFailures,
  concurrency: 2,
})

const messages = ['a', 'b', 'c'].map((MessageId) => ({ MessageId }))
const report = (...ids: unknown[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) })

it.each<[string, boolean, unknown, string]>([
  ['nothing is reported', true, undefined, 'abc'],
  ['no failure is reported', true, report(), 'abc'],
  ['some failures are reported', true, report('a', 'c'), 'b'],
  ['all failed', true, report('a', 'b', 'c'), ''],
  ['an unknown message is reported', true, report('x'), ''],
  ['a report has no id', true, report(undefined), ''],
  ['a report has an empty id', true, report(''), ''],
  ['a report is no list', true, { batchItemFailures: 'a' }, ''],
  ['the mapping takes no reports', false, report('a'), 'abc'],
])('when %s, what is done is what Lambda would delete', (_what, partialFailures, result, done) => {
  const ids = doneOf(messages, mapping(partialFailures), result).map(({ MessageId }) => MessageId)
  expect(ids.join('')).toBe(done)
})
