import { beforeAll, describe, expect, it } from 'vitest'
import { resolver } from '../../local/intrinsics.ts'
import { namesOf } from '../../local/localNames.ts'
import type { Plan } from '../../local/plan.ts'
import { readPlan } from '../../local/template.ts'
import { fixtureTemplates } from './fixture/app.ts'

const addresses = { queues: 'http://127.0.0.1:9324', api: 'http://127.0.0.1:4000' }
let plan: Plan
let functionArn: (entry: string) => string | undefined

beforeAll(() => {
  plan = readPlan(fixtureTemplates(), addresses)
  functionArn = (entry) => plan.functions.find((each) => each.entry.endsWith(`/${entry}.ts`))?.arn
})

describe('readPlan', () => {
  it('finds tables with their indexes and time to live', () => {
    expect(plan.tables).toMatchObject([
      {
        ttlAttribute: 'expiresAt',
        create: {
          TableName: expect.stringMatching(/^Things/),
          KeySchema: [
            { AttributeName: 'owner', KeyType: 'HASH' },
            { AttributeName: 'id', KeyType: 'RANGE' },
          ],
          LocalSecondaryIndexes: [{ IndexName: 'byName', Projection: { ProjectionType: 'ALL' } }],
          GlobalSecondaryIndexes: [{ IndexName: 'byId', Projection: { ProjectionType: 'KEYS_ONLY' } }],
        },
      },
    ])
  })

  it('resolves the environment of functions, across stacks', () => {
    const echo = plan.functions.find(({ entry }) => entry === 'test/local/fixture/echo.ts')
    const table = plan.tables[0]?.create.TableName
    const [failed, waiting] = plan.queues.map(({ name }) => name)
    expect(echo).toMatchObject({ timeoutSeconds: 1, memoryMb: 512 })
    expect(echo?.environment).toEqual({
      TABLE: table,
      BUCKET: plan.buckets[0]?.name,
      QUEUE_URL: `http://127.0.0.1:9324/000000000000/${waiting}`,
      KEY_ID: plan.keyArns[0],
      JOINED: `arn:aws:dynamodb:eu-west-2:000000000000:table/${table}/index/byName`,
      SUBSTITUTED: `${failed}-eu-west-2-\${kept}`,
      SELECTED: waiting,
    })
  })

  it('leaves out a function that nothing here calls', () => {
    expect(plan.functions.map(({ entry }) => entry.replace(/^.*\//, '')).sort()).toEqual([
      'bury.ts',
      'echo.ts',
      'work.ts',
    ])
  })

  it('finds queues with their dead-letter queues', () => {
    const [failed, waiting] = plan.queues
    expect(failed?.attributes).toEqual({ VisibilityTimeout: '1' })
    expect(JSON.parse(waiting?.attributes['RedrivePolicy'] ?? '')).toEqual({
      deadLetterTargetArn: `arn:aws:sqs:eu-west-2:000000000000:${failed?.name}`,
      maxReceiveCount: 2,
    })
  })

  it('finds routes, mappings and schedules with their functions', () => {
    expect(plan.routes.map(({ key }) => key).sort()).toEqual([
      '$default',
      'GET /v1/files/{path+}',
      'GET /v1/things/mine',
      'GET /v1/things/{id}',
      'POST /v1/things',
    ])
    expect(new Set(plan.routes.map((route) => route.functionArn))).toEqual(new Set([functionArn('echo')]))
    expect(plan.mappings).toMatchObject([
      { functionArn: functionArn('work'), batchSize: 5, partialFailures: true, concurrency: 2 },
      { functionArn: functionArn('bury'), batchSize: 1, partialFailures: false },
    ])
    expect(plan.schedules).toEqual([
      {
        name: 'nightly',
        expression: 'cron(30 2 * * ? *)',
        timeZone: 'Europe/London',
        functionArn: functionArn('bury'),
        input: { scheduled: true },
      },
    ])
  })

  it('finds what a bucket demands, and the secrets that somebody may read', () => {
    expect(plan.buckets).toEqual([
      {
        name: expect.stringMatching(/^files[0-9a-f]+$/),
        maxSignatureAgeMs: 120_000,
        expiry: [{ prefix: 'links/', days: 1 }],
      },
    ])
    expect(plan.parameters).toEqual(['/allwedd/pepper'])
  })
})

describe('resolver', () => {
  const templates = { One: { Resources: { Queue: { Type: 'AWS::SQS::Queue' } } } }
  const resolve = resolver(templates, namesOf(addresses))

  it('drops what has no value', () => {
    expect(resolve({ a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, 'One')).toEqual({ b: [1] })
  })

  it.each([
    ['an unknown resource', { Ref: 'Nothing' }, 'has no resource Nothing'],
    ['an attribute without a local value', { 'Fn::GetAtt': ['Queue', 'Colour'] }, 'Queue.Colour'],
    ['an unknown function', { 'Fn::Cidr': [] }, 'Fn::Cidr'],
    ['an export that nobody makes', { 'Fn::ImportValue': 'x' }, 'exports x'],
    ['an unknown stack', { 'Fn::GetStackOutput': { StackName: 'Two', OutputName: 'x' } }, 'no stack Two'],
  ])('says what is wrong with %s', (_what, value, message) => {
    expect(() => resolve(value, 'One')).toThrow(message)
  })
})
