import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { batchGet, getMany, queryAll } from '../../../shared/store/dynamo.ts'
import { mockedDb } from './mockedDb.ts'

beforeAll(() => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
})

afterAll(() => {
  vi.restoreAllMocks()
})

const ids = (count: number) => Array.from({ length: count }, (_, id) => ({ id }))

describe('batchGet', () => {
  it('asks again for what DynamoDB has left unread, consistently', async () => {
    const { db, mock } = mockedDb()
    const left = { Accounts: { Keys: [{ id: 1 }], ConsistentRead: true } }
    mock
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { Sessions: [{ id: 7 }] }, UnprocessedKeys: left })
      .resolvesOnce({ Responses: {}, UnprocessedKeys: left })
      .resolves({ Responses: { Accounts: [{ id: 1 }] }, UnprocessedKeys: {} })
    const found = await batchGet(db, { Sessions: [{ id: 7 }], Accounts: [{ id: 1 }] })
    expect([found('Sessions'), found('Accounts'), found('Schools')]).toEqual([[{ id: 7 }], [{ id: 1 }], []])
    const asked = mock.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems)
    expect(asked).toEqual([{ Sessions: { Keys: [{ id: 7 }], ConsistentRead: true }, ...left }, left, left])
  })

  it('fails rather than say that what could not be read is not there', async () => {
    const { db, mock } = mockedDb()
    mock.on(BatchGetCommand).resolves({ UnprocessedKeys: { Accounts: { Keys: [{ id: 1 }] } } })
    await expect(batchGet(db, { Accounts: [{ id: 1 }] })).rejects.toThrow('left keys of Accounts unread')
  })
})

describe('getMany', () => {
  it('asks for a hundred at a time', async () => {
    const { db, mock } = mockedDb()
    mock.on(BatchGetCommand).callsFake(({ RequestItems }) => ({ Responses: { Things: RequestItems.Things.Keys } }))
    expect(await getMany(db, 'Things', ids(250))).toEqual(ids(250))
    const sizes = mock.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems?.['Things']?.Keys)
    expect(sizes.map((keys) => keys?.length)).toEqual([100, 100, 50])
  })

  it('asks for nothing when there is nothing to ask for', async () => {
    const { db, mock } = mockedDb()
    expect(await getMany(db, 'Things', [])).toEqual([])
    expect(mock.calls()).toHaveLength(0)
  })
})

describe('queryAll', () => {
  it('reads on to the last page', async () => {
    const { db, mock } = mockedDb()
    mock
      .on(QueryCommand)
      .resolvesOnce({ Items: [{ id: 1 }], LastEvaluatedKey: { id: 1 } })
      .resolvesOnce({ Items: [], LastEvaluatedKey: { id: 2 } })
      .resolves({ Items: [{ id: 3 }] })
    expect(await queryAll(db, { TableName: 'Things' })).toEqual([{ id: 1 }, { id: 3 }])
    const starts = mock.commandCalls(QueryCommand).map(({ args }) => args[0].input.ExclusiveStartKey)
    expect(starts).toEqual([undefined, { id: 1 }, { id: 2 }])
  })
})
