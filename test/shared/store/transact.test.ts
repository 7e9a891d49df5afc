import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { transact, type Write } from '../../../shared/store/transact.ts'
import { mockedDb } from './mockedDb.ts'

const put = (id: string): Write => ({ Put: { TableName: 'Things', Item: { id } } })
const writes = new Map([
  ['first', put('1')],
  ['second', put('2')],
  ['third', put('3')],
])

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  })

// The pauses between attempts are random: none is taken here.
beforeAll(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

afterAll(() => {
  vi.restoreAllMocks()
})

describe('transact', () => {
  it('sends all writes in one transaction', async () => {
    const { db, mock } = mockedDb()
    mock.on(TransactWriteCommand).resolves({})
    expect(await transact(db, writes)).toEqual([])
    expect(mock.commandCalls(TransactWriteCommand).map(({ args }) => args[0].input.TransactItems)).toEqual([
      [...writes.values()],
    ])
  })

  it('names the writes whose condition failed', async () => {
    const { db, mock } = mockedDb()
    mock.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed', 'None', 'ConditionalCheckFailed'))
    expect(await transact(db, writes)).toEqual(['first', 'third'])
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(1)
  })

  it.each(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'tries again after %s',
    async (code) => {
      const { db, mock } = mockedDb()
      mock
        .on(TransactWriteCommand)
        .rejectsOnce(cancelled('None', code, 'None'))
        .rejectsOnce(cancelled(code))
        .resolves({})
      expect(await transact(db, writes)).toEqual([])
      expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(3)
    },
  )

  it('reads a failed condition even beside a conflict', async () => {
    const { db, mock } = mockedDb()
    mock.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', 'ConditionalCheckFailed', 'None'))
    expect(await transact(db, writes)).toEqual(['second'])
  })

  it('gives up on a conflict that does not pass', async () => {
    const { db, mock } = mockedDb()
    mock.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'))
    await expect(transact(db, writes)).rejects.toThrow(TransactionCanceledException)
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(6)
  })

  it('does not try again what can only fail again', async () => {
    const { db, mock } = mockedDb()
    mock.on(TransactWriteCommand).rejects(cancelled('ValidationError', 'None', 'None'))
    await expect(transact(db, writes)).rejects.toThrow(TransactionCanceledException)
    const other = new ConditionalCheckFailedException({ message: 'not of a transaction', $metadata: {} })
    mock.on(TransactWriteCommand).rejects(other)
    await expect(transact(db, writes)).rejects.toBe(other)
    expect(mock.commandCalls(TransactWriteCommand)).toHaveLength(2)
  })
})
