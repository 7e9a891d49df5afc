import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Complaint } from '../../local/complaint.ts'
import { endLeftDynamoDb, startDynamoDb } from '../../local/dynamodb.ts'
import { client, temporaryFolder } from './temporary.ts'

const table = new CreateTableCommand({
  TableName: 'Things',
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
})
const item = { id: { S: 'Llŷr' } }

const answers = (endpoint: string) =>
  fetch(endpoint).then(
    () => true,
    () => false,
  )

/** Another process that starts the database on a folder; resolves when it answers. */
const startElsewhere = async (folder: string): Promise<{ other: ChildProcess; endpoint: string }> => {
  const script = `import { startDynamoDb } from './local/dynamodb.ts'
    const { endpoint } = await startDynamoDb({ folder: process.argv[1] })
    console.log(endpoint)
    setInterval(() => {}, 1000)`
  const other = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, folder])
  onTestFinished(() => {
    other.kill('SIGKILL')
  })
  const [said] = await once(other.stdout, 'data')
  return { other, endpoint: String(said).trim() }
}

describe('startDynamoDb', () => {
  it('keeps nothing of a database in memory, and answers no more once it is stopped', async () => {
    const { endpoint, stop } = await startDynamoDb({ memory: true })
    await new DynamoDBClient(client(endpoint)).send(table)
    await stop()
    expect(await answers(endpoint)).toBe(false)
  })

  it('keeps what it was told in its folder', async () => {
    const folder = temporaryFolder()
    const first = await startDynamoDb({ folder })
    const db = new DynamoDBClient(client(first.endpoint))
    await db.send(table)
    await db.send(new PutItemCommand({ TableName: 'Things', Item: item }))
    await first.stop()
    const second = await startDynamoDb({ folder })
    onTestFinished(second.stop)
    const { Item } = await new DynamoDBClient(client(second.endpoint)).send(
      new GetItemCommand({ TableName: 'Things', Key: item, ConsistentRead: true }),
    )
    expect(Item).toEqual(item)
  })

  it('tells when the emulator ends by itself', async () => {
    const folder = temporaryFolder()
    const { promise: told, resolve } = Promise.withResolvers<string>()
    const { stop } = await startDynamoDb({ folder, onExit: resolve })
    onTestFinished(stop)
    process.kill(JSON.parse(readFileSync(join(folder, 'dynamodb.pid'), 'utf8')).pid, 'SIGKILL')
    expect(await told).toContain('has stopped')
  })

  it('says so when nothing answers at the endpoint it is given', async () => {
    await expect(startDynamoDb({ endpoint: 'http://127.0.0.1:1' })).rejects.toThrow(Complaint)
  })
})

describe('endLeftDynamoDb', () => {
  it('ends the emulator of a process that was killed, and what was written is there', async () => {
    const folder = temporaryFolder()
    const { other, endpoint } = await startElsewhere(folder)
    const db = new DynamoDBClient(client(endpoint))
    await db.send(table)
    await db.send(new PutItemCommand({ TableName: 'Things', Item: item }))
    other.kill('SIGKILL')
    await once(other, 'exit')
    expect(await answers(endpoint)).toBe(true)

    expect(await endLeftDynamoDb(folder)).toBe('ended')
    expect(await answers(endpoint)).toBe(false)
    const again = await startDynamoDb({ folder })
    onTestFinished(again.stop)
    const { Item } = await new DynamoDBClient(client(again.endpoint)).send(
      new GetItemCommand({ TableName: 'Things', Key: item }),
    )
    expect(Item).toEqual(item)
  })

  it.each([
    ['start time', { startTime: '1' }],
    ['command', { command: 'something else' }],
  ])('leaves a process alone that has the recorded pid but another %s', async (_what, other) => {
    const folder = temporaryFolder()
    const { endpoint, stop } = await startDynamoDb({ folder })
    onTestFinished(stop)
    const record = join(folder, 'dynamodb.pid')
    writeFileSync(record, JSON.stringify({ ...JSON.parse(readFileSync(record, 'utf8')), ...other }))
    expect(await endLeftDynamoDb(folder)).toBe('none')
    expect(existsSync(record)).toBe(false)
    expect(await answers(endpoint)).toBe(true)
  })

  it('has nothing to do for a folder without a record, or with one that makes no sense', async () => {
    const folder = temporaryFolder()
    expect(await endLeftDynamoDb(folder)).toBe('none')
    writeFileSync(join(folder, 'dynamodb.pid'), '{"pid": -1')
    expect(await endLeftDynamoDb(folder)).toBe('none')
  })
})
