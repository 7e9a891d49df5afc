import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ResetMessage } from '../../../shared/contract/messages.ts'
import { type Between, type EmulatedSchool, emulatedSchool } from './emulatedSchool.ts'
import { type EmulatedTables, emulatedTables } from './emulatedTables.ts'

let tables: EmulatedTables
let school: EmulatedSchool
let [first, second, third] = ['', '', '']

beforeAll(async () => {
  tables = await emulatedTables()
})
afterAll(() => tables.stop())

beforeEach(async () => {
  school = await emulatedSchool(tables, 3)
  ;[first = '', second = '', third = ''] = school.ids
  // Waiting between attempts is a random share of a time: none.
  vi.spyOn(Math, 'random').mockReturnValue(0)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const started = async (options = {}): Promise<{ id: string; message: ResetMessage }> => {
  const id = await school.start(options)
  const [message] = school.queue.splice(0)
  if (!message) throw new Error('Nothing was sent')
  return { id, message }
}

/** Lets only the transaction that resets this learner through `then`. */
const atCommitOf = (learnerId: string, then: Between): Between => {
  const isTheirs = ({ TransactItems = [] }: TransactWriteCommandInput) =>
    TransactItems.some(({ Put }) => Put?.Item?.['id'] === learnerId)
  return (command, call) =>
    command instanceof TransactWriteCommand && isTheirs(command.input) ? then(command, call) : call()
}

const cancelled = (Code: string) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: [{ Code: 'None' }, { Code }],
  })

const eventsOf = async (learnerId: string) =>
  (await school.events('password-reset')).filter((event) => event.learnerId === learnerId)

/** Everyone's password was changed once and all that is kept of it agrees. */
const expectOneResetEach = async (id: string) => {
  expect(await school.watch(id)).toMatchObject({
    status: 'completed',
    running: false,
    done: 3,
    outcomes: ['reset', 'reset', 'reset'],
  })
  for (const learnerId of school.ids) {
    expect(await school.passwordOf(learnerId)).toMatchObject({ signsIn: true, versions: [2, 2, 2], epoch: 2 })
    expect(await eventsOf(learnerId)).toMatchObject([{ details: { resetId: id, generated: true } }])
  }
  const shown = await Promise.all(school.ids.map(async (learnerId) => (await school.passwordOf(learnerId)).shown))
  expect(new Set(shown).size).toBe(3)
}

describe('the same message', () => {
  it('three times changes each password once', async () => {
    const { id, message } = await started()
    await school.work(message)
    const { shown } = await school.passwordOf(first)
    await school.work(message)
    await school.work(message)
    await expectOneResetEach(id)
    expect((await school.passwordOf(first)).shown).toBe(shown)
  })

  it('three times at once changes each password once', async () => {
    const { id, message } = await started()
    await Promise.all([school.work(message), school.work(message), school.work(message)])
    await expectOneResetEach(id)
  })
})

describe('a worker that dies', () => {
  it('before the commit has changed nothing, and the next delivery changes it', async () => {
    const { id, message } = await started()
    school.interrupt(
      atCommitOf(second, async () => {
        throw new Error('killed')
      }),
    )
    await expect(school.work(message)).rejects.toThrow('killed')
    expect(await school.passwordOf(second)).toMatchObject({ shown: 'Hen Gyfrinair 1', versions: [1, 1, 1], epoch: 1 })
    expect(await school.watch(id)).toMatchObject({ status: 'running', running: true, done: 2 })
    school.interrupt()
    await school.work(message)
    await expectOneResetEach(id)
  })

  it('after the commit has changed it, and the next delivery leaves it', async () => {
    const { id, message } = await started()
    let dead = false
    school.interrupt(async (command, call) => {
      if (dead) throw new Error('killed')
      if (command instanceof TransactWriteCommand) {
        await call()
        dead = true
        throw new Error('killed')
      }
      return call()
    })
    await expect(school.work(message)).rejects.toThrow('killed')
    school.interrupt()
    const before = await school.watch(id)
    expect(before.done).toBeGreaterThan(0)
    await school.work(message)
    await expectOneResetEach(id)
  })
})

it('reads the failed condition as done when a commit’s answer was lost and it is made again', async () => {
  const { id, message } = await started()
  school.interrupt(
    atCommitOf(third, async (_, call) => {
      await call()
      return call()
    }),
  )
  await school.work(message)
  await expectOneResetEach(id)
})

describe.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])('%s', (code) => {
  it('passes: the transaction is tried again', async () => {
    const { id, message } = await started()
    let times = 0
    school.interrupt(
      atCommitOf(second, async (_, call) => {
        times += 1
        if (times < 5) throw cancelled(code)
        return call()
      }),
    )
    await school.work(message)
    expect(times).toBe(5)
    await expectOneResetEach(id)
  })
})

it('fails alone who stays throttled through all deliveries; the others have theirs', async () => {
  const { id, message } = await started()
  school.interrupt(
    atCommitOf(second, async () => {
      throw cancelled('ThrottlingError')
    }),
  )
  for (let delivery = 0; delivery < 5; delivery++) await expect(school.work(message)).rejects.toThrow()
  await school.bury(message)
  expect(await school.watch(id)).toMatchObject({
    status: 'completed-with-errors',
    running: false,
    total: 3,
    done: 2,
    failed: 1,
    outcomes: ['reset', 'failed internal', 'reset'],
  })
  expect(await school.passwordOf(second)).toMatchObject({ shown: 'Hen Gyfrinair 1', signsIn: true, epoch: 1 })
  expect(await eventsOf(second)).toEqual([])
})

it('skips a learner whose account no longer belongs to the school, and does the others', async () => {
  const { id, message } = await started()
  await tables.db.send(new DeleteCommand({ TableName: tables.table('Accounts'), Key: { id: first } }))
  await school.work(message)
  expect(await school.watch(id)).toMatchObject({
    status: 'completed',
    outcomes: ['skipped leaver', 'reset', 'reset'],
  })
  expect((await school.passwordOf(first)).shown).toBe('Hen Gyfrinair 1')
})

describe('meanwhile', () => {
  it('reset by hand: skipped, and the newer password stays', async () => {
    const { id, message } = await started()
    await school.resetByHand(second, 'Afon Teifi 77')
    await school.work(message)
    expect(await school.watch(id)).toMatchObject({ status: 'completed', done: 2, skipped: 1 })
    expect((await school.watch(id)).of(second)).toBe('skipped newer-password')
    expect(await school.passwordOf(second)).toMatchObject({ shown: 'Afon Teifi 77', signsIn: true, epoch: 2 })
  })

  it('reset by hand between the worker’s reading and its writing: the newer password stays', async () => {
    const { id, message } = await started()
    let meanwhile = async () => {
      school.interrupt()
      await school.resetByHand(second, 'Afon Teifi 77')
    }
    school.interrupt(
      atCommitOf(second, async (_, call) => {
        await meanwhile()
        meanwhile = async () => {}
        return call()
      }),
    )
    await school.work(message)
    expect((await school.watch(id)).of(second)).toBe('skipped newer-password')
    expect(await school.passwordOf(second)).toMatchObject({ shown: 'Afon Teifi 77', signsIn: true, epoch: 2 })
  })

  it('deactivated: skipped, and the password stays', async () => {
    const { id, message } = await started()
    await school.deactivate(second)
    await school.work(message)
    expect(await school.watch(id)).toMatchObject({
      status: 'completed',
      outcomes: ['reset', 'skipped deactivated', 'reset'],
    })
    expect((await school.passwordOf(second)).shown).toBe('Hen Gyfrinair 1')
  })

  it.each([
    ['is deactivated', { status: 'deactivated' }],
    ['is at another school now', { schoolIds: ['6814999'] }],
    ['may no longer reset passwords', { role: 'secondary-learner' }],
  ])('the initiator %s: what is left fails, what was done stays done', async (_, changed) => {
    const id = await school.start({ perMessage: 1 })
    const [before, ...after] = school.queue.splice(0)
    if (before) await school.work(before)
    await school.changeAccount(school.staff.id, changed)
    for (const message of after) await school.work(message)
    expect(await school.watch(id)).toMatchObject({
      status: 'completed-with-errors',
      running: false,
      outcomes: ['reset', 'failed initiator-not-allowed', 'failed initiator-not-allowed'],
    })
    expect((await school.passwordOf(third)).shown).toBe('Hen Gyfrinair 1')
  })
})

it('does nothing for a reset or a school that isn’t there, and nothing to learners who aren’t in the reset', async () => {
  const { id, message } = await started({})
  const other = await school.addLearner()
  await school.work({ ...message, resetId: '0000000000000000' })
  await school.work({ ...message, schoolId: 'nowhere' })
  await school.work({ ...message, learnerIds: [other.id, 'nobody'] })
  expect(await school.watch(id)).toMatchObject({ status: 'running', done: 0 })
  expect(await school.passwordOf(other.id)).toMatchObject({ versions: [1, 1, 1] })
})
