import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'
import { startDynamoDb } from './dynamodb.ts'
import { type Functions, loadFunctions } from './functions.ts'
import { account, region, type Templates } from './intrinsics.ts'
import { openKeyFile } from './keyFile.ts'
import { startKeys } from './keys.ts'
import { startObjects } from './objects.ts'
import type { Plan } from './plan.ts'
import { startQueues } from './queues.ts'
import { type Schedules, startSchedules } from './schedules.ts'
import type { Credentials } from './sigv4.ts'
import { dropTables, ensureTables } from './tables.ts'
import { readPlan } from './template.ts'
import { sweepExpired } from './ttl.ts'
import { startWorkers } from './workers.ts'

type Start = {
  readonly folder: string
  readonly projectFolder: string
  readonly templates: Promise<Templates>
  /** Where the API is to be found. */
  readonly url: string
  readonly dynamodbEndpoint?: string | undefined
  /** Whether tables that are there already are to be emptied. */
  readonly fresh?: boolean
  /** Told when something stops that everything stands on. */
  readonly onFailure?: (sentence: string) => void
}

/** AWS, as far as the templates ask for it. */
export type Platform = {
  readonly plan: Plan
  readonly functions: Functions
  /** Lets queues and schedules call functions. */
  readonly work: () => Schedules
  readonly stop: () => Promise<void>
}

const sweepEveryMs = 60_000
const patienceMs = 10_000

/** Starts what stands in for AWS, and loads the functions; what started is stopped again when the rest can't. */
export const startPlatform = async (start: Start): Promise<Platform> => {
  const stops: (() => unknown)[] = []
  const stop = async () => {
    for (let last = stops.pop(); last; last = stops.pop()) await last()
  }
  try {
    return { ...(await build(start, stops)), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

const build = async (start: Start, stops: (() => unknown)[]): Promise<Omit<Platform, 'stop'>> => {
  const { folder, projectFolder, url, dynamodbEndpoint: endpoint, onFailure = () => {} } = start
  const credentials: Credentials = {
    accessKeyId: `LOCAL${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64url'),
  }
  const dynamodb = await startDynamoDb(endpoint === undefined ? { folder, onExit: onFailure } : { endpoint })
  stops.push(dynamodb.stop)
  const queues = await startQueues(join(folder, 'queues.db'))
  stops.push(queues.stop)

  const plan = readPlan(await start.templates, { queues: queues.endpoint, api: url })
  const db = new DynamoDBClient({ region, credentials, endpoint: dynamodb.endpoint })
  stops.push(() => db.destroy())
  if (start.fresh) await dropTables(db, plan.tables)
  await ensureTables(db, plan.tables)
  queues.open(plan.queues)
  const objects = await startObjects(join(folder, 'objects'), plan.buckets, credentials)
  stops.push(objects.stop)
  const keys = await startKeys(openKeyFile(join(folder, 'keys.json'), plan.parameters), plan.keyArns, credentials)
  stops.push(keys.stop)

  const sweep = setInterval(() => {
    const now = new Date()
    Promise.all([sweepExpired(db, plan.tables, now), objects.sweep(now)]).catch((error) =>
      console.error('What has expired cannot be removed:', error),
    )
  }, sweepEveryMs)
  stops.push(() => clearInterval(sweep))

  const functions = await loadFunctions(plan.functions, projectFolder, credentials, {
    DYNAMODB: dynamodb.endpoint,
    SQS: queues.endpoint,
    S3: objects.endpoint,
    KMS: keys.endpoint,
    SSM: keys.endpoint,
  })
  stops.push(() => functions.settle(patienceMs))
  return {
    plan,
    functions,
    work: () => {
      const sqs = new SQSClient({ region, credentials, endpoint: queues.endpoint })
      const polled = plan.mappings.map((mapping) => ({
        mapping,
        queueUrl: `${queues.endpoint}/${account}/${mapping.queueArn.split(':').at(-1)}`,
        invoke: functions.byArn(mapping.functionArn),
      }))
      const workers = startWorkers(sqs, polled)
      stops.push(workers.stop)
      const scheduled = plan.schedules.map((each) => ({ plan: each, invoke: functions.byArn(each.functionArn) }))
      const schedules = startSchedules(scheduled, (name, error) => console.error(`The schedule ${name} failed:`, error))
      stops.push(schedules.stop)
      return schedules
    },
  }
}
