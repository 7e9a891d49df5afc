import type { Context, SQSEvent } from 'aws-lambda'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { queueWorker } from '../../../functions/lambda/queueWorker.ts'
import { resetMessage } from '../../../shared/contract/messages.ts'
import { type EmulatedSchool, emulatedSchool } from './emulatedSchool.ts'
import { type EmulatedTables, emulatedTables } from './emulatedTables.ts'

let tables: EmulatedTables
let school: EmulatedSchool

beforeAll(async () => {
  tables = await emulatedTables()
})
afterAll(() => tables.stop())
beforeEach(async () => {
  school = await emulatedSchool(tables, 2)
})

const deliver = (worker: EmulatedSchool['work'], bodies: readonly string[]) => {
  const Records = bodies.map((body, place) => ({ body, messageId: `message ${place}`, eventSource: 'aws:sqs' }))
  return queueWorker(
    'worker',
    resetMessage,
    () => worker,
  )({ Records } as unknown as SQSEvent, { awsRequestId: 'request' } as Context)
}

const poison = [
  '',
  'not JSON',
  'null',
  '[]',
  '{"schoolId":"6814001"}',
  '{"schoolId":"a","resetId":"b","learnerIds":[]}',
]

it('marks what never worked as failed, and the reset ends', async () => {
  const id = await school.start()
  const bodies = school.queue.splice(0).map((message) => JSON.stringify(message))
  expect(await deliver(school.bury, bodies)).toEqual({ batchItemFailures: [] })
  expect(await school.watch(id)).toMatchObject({
    status: 'completed-with-errors',
    running: false,
    total: 2,
    failed: 2,
    outcomes: ['failed internal', 'failed internal'],
  })
})

it('never overwrites a result, however often and in which order messages come', async () => {
  const id = await school.start({ perMessage: 1 })
  const [done, lost] = school.queue.splice(0)
  if (!done || !lost) throw new Error('Two messages were to be sent')
  await school.work(done)
  const { shown } = await school.passwordOf(school.ids[0] ?? '')
  await school.bury(done)
  await school.bury(lost)
  await school.work(lost)
  await school.work(done)
  expect((await school.watch(id)).outcomes).toEqual(['reset', 'failed internal'])
  expect(await school.passwordOf(school.ids[0] ?? '')).toMatchObject({ shown, versions: [2, 2, 2] })
  expect(await school.passwordOf(school.ids[1] ?? '')).toMatchObject({ versions: [1, 1, 1], epoch: 1 })
})

it('gives each learner one result when worker and dead-letter consumer work at once', async () => {
  const id = await school.start()
  const [message] = school.queue.splice(0)
  if (!message) throw new Error('Nothing was sent')
  await Promise.all([school.work(message), school.bury(message), school.work(message)])
  const { status, done, failed } = await school.watch(id)
  expect(status).not.toBe('running')
  expect((done ?? 0) + (failed ?? 0)).toBe(2)
  const events = await school.events('password-reset')
  for (const learnerId of school.ids) {
    const reset = (await school.watch(id)).of(learnerId) === 'reset'
    expect((await school.passwordOf(learnerId)).versions).toEqual(reset ? [2, 2, 2] : [1, 1, 1])
    expect(events.filter((event) => event.learnerId === learnerId)).toHaveLength(reset ? 1 : 0)
  }
})

it.each([
  ['the worker', () => school.work],
  ['the dead-letter consumer', () => school.bury],
])('poison does no harm: %s reports it alone and does the others', async (_, worker) => {
  const id = await school.start()
  const good = school.queue.splice(0).map((message) => JSON.stringify(message))
  const { batchItemFailures } = await deliver(worker(), [...poison, ...good])
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(
    poison.map((_body, place) => `message ${place}`),
  )
  expect(await school.watch(id)).toMatchObject({ running: false })
})

it('counts no result for learners who aren’t in the reset', async () => {
  const id = await school.start()
  const strangers = ['0000000000000000', '1111111111111111']
  await school.bury({ schoolId: school.school.id, resetId: id, learnerIds: strangers })
  expect(await school.watch(id)).toMatchObject({ status: 'running', running: true, failed: 0 })
  await school.bury({ schoolId: school.school.id, resetId: 'nothing', learnerIds: strangers })
})
