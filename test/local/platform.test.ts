import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { Complaint } from '../../local/complaint.ts'
import type { Templates } from '../../local/intrinsics.ts'
import { type Platform, startPlatform } from '../../local/platform.ts'
import { sweepExpired } from '../../local/ttl.ts'
import { fixtureTemplates } from './fixture/app.ts'
import { temporaryFolder } from './temporary.ts'

let templates: Templates
beforeAll(() => {
  templates = fixtureTemplates()
})

const start = async (folder = temporaryFolder(), used = templates) => {
  const platform = await startPlatform({
    folder,
    projectFolder: process.cwd(),
    templates: Promise.resolve(used),
    url: 'http://127.0.0.1:4000',
  })
  let stopped = false
  const stop = async () => {
    if (!stopped) await platform.stop()
    stopped = true
  }
  onTestFinished(stop)
  return { ...platform, stop, folder }
}

const call = ({ plan, functions }: Platform, entry: string, event: unknown) =>
  functions.byArn(plan.functions.find((each) => each.entry.endsWith(`/${entry}.ts`))?.arn ?? '')(
    event,
  ) as Promise<never>

const table = ({ plan }: Platform) => plan.tables[0]?.create.TableName
const queueUrl = ({ plan }: Platform) =>
  plan.functions.find(({ entry }) => entry.includes('echo'))?.environment['QUEUE_URL']

/** What a function's clients are told by the environment counts for the test's own as well. */
const ids = async (platform: Platform, owner: string): Promise<Record<string, number>> => {
  const { Items = [] } = await new DynamoDBClient({}).send(
    new QueryCommand({
      TableName: table(platform),
      KeyConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': { S: owner } },
      ConsistentRead: true,
    }),
  )
  return Object.fromEntries(Items.map(({ id, times }) => [id?.S ?? '', Number(times?.N ?? 1)]))
}

describe('functions', () => {
  it('find the environment of Lambda at import, and nothing of their own later', async () => {
    vi.stubEnv('SECRET_OF_THE_SHELL', 'x')
    vi.stubEnv('AWS_PROFILE', 'somebody')
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    const platform = await start()
    const answer: { atImport: object; later: object; table: string; remaining: number } = await call(
      platform,
      'echo',
      {},
    )
    expect(answer.table).toBe(table(platform))
    expect(answer.atImport).toMatchObject({
      AWS_REGION: 'eu-west-2',
      AWS_LAMBDA_FUNCTION_NAME: expect.stringMatching(/^echo/),
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
      AWS_ENDPOINT_URL_SSM: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    })
    for (const name of ['SECRET_OF_THE_SHELL', 'AWS_PROFILE', 'HOME']) expect(answer.atImport).not.toHaveProperty(name)
    for (const name of ['TABLE', 'AWS_LAMBDA_FUNCTION_NAME', 'AWS_PROFILE'])
      expect(answer.later).not.toHaveProperty(name)
    expect(answer.later).toHaveProperty('SECRET_OF_THE_SHELL')
    expect(answer.remaining).toBeGreaterThan(500)
    expect(answer.remaining).toBeLessThanOrEqual(1000)
  })

  it('fail when they take longer than the template gives them', async () => {
    const platform = await start()
    await expect(call(platform, 'echo', { pathParameters: { path: 'late' } })).rejects.toThrow('longer than 1 seconds')
  })

  it('are named when they cannot be loaded', async () => {
    const wrong = JSON.parse(JSON.stringify(templates).replaceAll('fixture/work.ts', 'fixture/none.ts'))
    await expect(start(undefined, wrong)).rejects.toThrow(Complaint)
  })
})

describe('queues', () => {
  it('give failed messages back to their function, and at last to the dead-letter queue’s', async () => {
    const platform = await start()
    platform.work()
    const sqs = new SQSClient({})
    for (const MessageBody of ['good', 'bad', 'good too'])
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl(platform), MessageBody }))
    await vi.waitFor(async () => expect(await ids(platform, 'buried')).toEqual({ bad: 1 }), {
      timeout: 20_000,
      interval: 50,
    })
    expect(await ids(platform, 'worked')).toEqual({ good: 1, 'good too': 1, bad: 2 })
  })

  it('work off after a restart what was left', async () => {
    const first = await start()
    await new SQSClient({}).send(new SendMessageCommand({ QueueUrl: queueUrl(first), MessageBody: 'left' }))
    await first.stop()
    const second = await start(first.folder)
    second.work()
    await vi.waitFor(async () => expect(await ids(second, 'worked')).toEqual({ left: 1 }), {
      timeout: 20_000,
      interval: 20,
    })
  })
})

it('schedules call their functions when told to', async () => {
  const platform = await start()
  const { names, fire } = platform.work()
  expect(names).toEqual(['nightly'])
  await fire('nightly')
  expect(await ids(platform, 'buried')).toEqual({ 'by the clock': 1 })
})

describe('tables', () => {
  it('keep their items over a restart', async () => {
    const first = await start()
    const Item = { owner: { S: 'a' }, id: { S: 'b' }, name: { S: 'Siân' } }
    await new DynamoDBClient({}).send(new PutItemCommand({ TableName: table(first), Item }))
    await first.stop()
    const second = await start(first.folder)
    const Key = { owner: { S: 'a' }, id: { S: 'b' } }
    const read = await new DynamoDBClient({}).send(new GetItemCommand({ TableName: table(second), Key }))
    expect(read.Item).toEqual(Item)
  })

  it('of another shape are refused', async () => {
    const { stop, folder } = await start()
    await stop()
    const changed = JSON.parse(JSON.stringify(templates).replaceAll('byName', 'byTitle'))
    await expect(start(folder, changed)).rejects.toThrow('--fresh')
  })

  it('lose what has expired, and nothing else', async () => {
    const platform = await start()
    const db = new DynamoDBClient({})
    const now = new Date('2027-01-01T00:00:00Z')
    const seconds = now.getTime() / 1000
    for (const [id, expiresAt] of [
      ['before', { N: String(seconds - 1) }],
      ['now', { N: String(seconds) }],
      ['later', { N: String(seconds + 60) }],
      ['no number', { S: '0' }],
    ] as const)
      await db.send(
        new PutItemCommand({ TableName: table(platform), Item: { owner: { S: 'ttl' }, id: { S: id }, expiresAt } }),
      )
    expect(await sweepExpired(db, platform.plan.tables, now)).toBe(1)
    expect(Object.keys(await ids(platform, 'ttl')).sort()).toEqual(['later', 'no number', 'now'])
  })
})
