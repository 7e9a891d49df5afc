import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Context } from 'aws-lambda'
import { Complaint } from './complaint.ts'
import { region } from './intrinsics.ts'
import type { FunctionPlan } from './plan.ts'
import type { Credentials } from './sigv4.ts'

/** Calls a function with an event and answers what it returns, as JSON; rejects when it throws or takes too long. */
export type Invoke = (event: unknown) => Promise<unknown>

export type Functions = {
  readonly byArn: (arn: string) => Invoke
  /** Waits for calls that are under way, at most so long. */
  readonly settle: (patienceMs: number) => Promise<void>
}

export type Endpoints = Readonly<Record<'DYNAMODB' | 'SQS' | 'S3' | 'KMS' | 'SSM', string>>

type Handler = (event: unknown, context: Context) => unknown

/** What Lambda sets for every function, and the addresses of what stands in for AWS. */
const sharedEnvironment = ({ accessKeyId, secretAccessKey }: Credentials, endpoints: Endpoints) => ({
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: accessKeyId,
  AWS_SECRET_ACCESS_KEY: secretAccessKey,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  // Neither somebody's own profile nor their settings have any say here.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  ...Object.fromEntries(Object.entries(endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url])),
})

const ownEnvironment = ({ name, memoryMb, environment }: FunctionPlan) => ({
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  ...environment,
})

const replaceEnvironment = (environment: NodeJS.ProcessEnv): void => {
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name]
  Object.assign(process.env, environment)
}

/** A query of its own gives each function, at each start, an instance of its own of its file; what it imports is shared. */
const load = async (plan: FunctionPlan, projectFolder: string): Promise<Handler> => {
  const url = pathToFileURL(join(projectFolder, plan.entry))
  url.search = new URLSearchParams({ function: plan.name, load: randomUUID() }).toString()
  try {
    const { handler } = await import(url.href)
    if (typeof handler !== 'function') throw new Error('it exports no handler')
    return handler
  } catch (error) {
    throw new Complaint(`${plan.entry} cannot be loaded: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    })
  }
}

const contextOf = ({ name, arn, memoryMb, timeoutSeconds }: FunctionPlan): Context => {
  const end = Date.now() + timeoutSeconds * 1000
  return {
    awsRequestId: randomUUID(),
    functionName: name,
    functionVersion: '$LATEST',
    invokedFunctionArn: arn,
    memoryLimitInMB: String(memoryMb),
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: 'local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, end - Date.now()),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  }
}

const copied = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)))

const invoker =
  (plan: FunctionPlan, handler: Handler): Invoke =>
  async (event) => {
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => reject(new Error(`${plan.entry} took longer than ${plan.timeoutSeconds} seconds`)),
      plan.timeoutSeconds * 1000,
    )
    try {
      return copied(await Promise.race([handler(copied(event), contextOf(plan)), late]))
    } finally {
      clearTimeout(timer)
    }
  }

/**
 * Imports every function with exactly the environment that Lambda would give it; afterwards only what all of them have in
 * common is left in `process.env`, so that a setting which is read later than at import is missed here as well.
 */
export const loadFunctions = async (
  plans: readonly FunctionPlan[],
  projectFolder: string,
  credentials: Credentials,
  endpoints: Endpoints,
): Promise<Functions> => {
  const before = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))
  const shared = sharedEnvironment(credentials, endpoints)
  const invokes = new Map<string, Invoke>()
  const underWay = new Set<Promise<unknown>>()
  try {
    for (const plan of plans) {
      replaceEnvironment({ PATH: process.env['PATH'], ...shared, ...ownEnvironment(plan) })
      const invoke = invoker(plan, await load(plan, projectFolder))
      invokes.set(plan.arn, (event) => {
        const call = invoke(event)
        underWay.add(call)
        const done = () => underWay.delete(call)
        call.then(done, done)
        return call
      })
    }
  } finally {
    replaceEnvironment({ ...Object.fromEntries(before), ...shared })
  }
  return {
    byArn: (arn) => {
      const invoke = invokes.get(arn)
      if (!invoke) throw new Error(`There is no function ${arn}`)
      return invoke
    },
    settle: async (patienceMs) => {
      const { promise: patience, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, patienceMs)
      await Promise.race([Promise.allSettled(underWay), patience])
      clearTimeout(timer)
    },
  }
}
