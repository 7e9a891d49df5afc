import type { SQSClient } from '@aws-sdk/client-sqs'
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ResetMessage, resetMessage } from '../../../shared/contract/messages.ts'
import { resetQueue } from '../../../shared/store/resetQueue.ts'
import { type EmulatedSchool, emulatedSchool } from './emulatedSchool.ts'
import { type EmulatedTables, emulatedTables } from './emulatedTables.ts'

let tables: EmulatedTables
let school: EmulatedSchool

beforeAll(async () => {
  tables = await emulatedTables()
})
afterAll(() => tables.stop())
beforeEach(async () => {
  school = await emulatedSchool(tables, 3)
})

const quiet = 91_000

const workAll = async () => {
  for (const message of school.queue.splice(0)) await school.work(message)
}

type Entry = { Id: string; MessageBody: string }

/** The queue's own adapter over an SQS that takes some entries, or none at all. */
const queueTaking = (takes: (entry: Entry) => boolean, taken: ResetMessage[] = []) => {
  const send = async ({ input: { Entries } }: { input: { Entries: Entry[] } }) => {
    const good = Entries.filter(takes)
    taken.push(...good.map(({ MessageBody }) => resetMessage.parse(JSON.parse(MessageBody))))
    return { Failed: Entries.filter((entry) => !takes(entry)).map(({ Id }) => ({ Id, SenderFault: false })) }
  }
  return { taken, queue: resetQueue({ send } as unknown as SQSClient, 'queue') }
}

describe('what was not sent', () => {
  it('for a part: the sweep sends it again, and that part alone', async () => {
    const more = await Promise.all(Array.from({ length: 42 }, () => school.addLearner()))
    const ids = [...school.ids, ...more.map(({ id }) => id)]
    const { taken, queue } = queueTaking(({ Id }) => Id !== '1')
    const id = await school.start({ queue }, ids)
    expect(taken.map(({ learnerIds }) => learnerIds.length)).toEqual([20, 5])
    for (const message of taken) await school.work(message)
    expect(await school.watch(id)).toMatchObject({ status: 'running', total: 45, done: 25 })

    expect(await school.sweep()).toBe(0)
    school.pass(quiet)
    expect(await school.sweep()).toBe(1)
    expect(school.queue.flatMap(({ learnerIds }) => learnerIds)).toEqual(ids.slice(20, 40))
    await workAll()
    expect(await school.watch(id)).toMatchObject({ status: 'completed', running: false, done: 45 })
    expect(await school.events('password-reset')).toHaveLength(45)
  })

  it('at all, SQS being down: the reset stands, and ends with a later sweep', async () => {
    const down = resetQueue({ send: () => Promise.reject(new Error('down')) } as unknown as SQSClient, 'queue')
    const id = await school.start({ queue: down })
    school.pass(quiet)
    await school.sweep(20, down)
    expect(await school.watch(id)).toMatchObject({ status: 'running', running: true })
    school.pass(quiet)
    await school.sweep()
    await workAll()
    expect(await school.watch(id)).toMatchObject({ status: 'completed', running: false })
  })
})

it('finishes a reset whose last worker died before it could', async () => {
  const id = await school.start()
  school.interrupt(async (command, call) => {
    if (command instanceof UpdateCommand) throw new Error('killed')
    return call()
  })
  await expect(workAll()).rejects.toThrow('killed')
  school.interrupt()
  expect(await school.watch(id)).toMatchObject({ status: 'completed', running: true })
  school.pass(quiet)
  await school.sweep()
  expect(await school.watch(id)).toMatchObject({ status: 'completed', running: false })
  expect(school.queue).toEqual([])
})

it('twice at once changes each password once, and leaves nothing running', async () => {
  const id = await school.start()
  school.queue.splice(0)
  school.pass(quiet)
  await Promise.all([school.sweep(), school.sweep()])
  await Promise.all(school.queue.splice(0).map(school.work))
  expect(await school.watch(id)).toMatchObject({ status: 'completed', running: false, done: 3 })
  expect(await school.events('password-reset')).toHaveLength(3)
  for (const learnerId of school.ids) expect((await school.passwordOf(learnerId)).versions).toEqual([2, 2, 2])
})

it('leaves alone who was sent to the workers a moment ago', async () => {
  await school.start()
  school.queue.splice(0)
  school.pass(quiet)
  await school.sweep()
  expect(school.queue).toHaveLength(1)
  school.pass(quiet - 2000)
  await school.sweep()
  expect(school.queue).toHaveLength(1)
})

describe('one reset in the way', () => {
  it('ends while the sweep looks at it: it stays ended, and the next one is swept', async () => {
    const ending = await school.start()
    school.pass(1000)
    const forgotten = await school.start()
    const [message] = school.queue.splice(0)
    if (!message) throw new Error('Nothing was sent')
    school.pass(quiet)
    school.interrupt(async (command, call) => {
      if (command instanceof UpdateCommand) {
        school.interrupt()
        await school.work(message)
      }
      return call()
    })
    await school.sweep()
    expect(await school.watch(ending)).toMatchObject({ status: 'completed', running: false })
    await workAll()
    expect(await school.watch(forgotten)).toMatchObject({ status: 'completed', running: false })
  })

  it('cannot be read: the others are swept all the same, and the failure is told', async () => {
    const item = { schoolId: school.school.id, sk: '0000000000000000', running: 'yes' }
    const Item = { ...item, runningSince: '2026-10-05T08:00:00.000Z' }
    await tables.db.send(new PutCommand({ TableName: tables.table('PasswordResets'), Item }))
    const id = await school.start()
    school.queue.splice(0)
    school.pass(quiet)
    await expect(school.sweep()).rejects.toThrow()
    await workAll()
    expect(await school.watch(id)).toMatchObject({ status: 'completed', running: false })
  })
})
