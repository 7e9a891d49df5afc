import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import type { Json } from './intrinsics.ts'

export type TablePlan = { readonly create: CreateTableCommandInput; readonly ttlAttribute?: string }

export type QueuePlan = { readonly name: string; readonly attributes: Readonly<Record<string, string>> }

export type FunctionPlan = {
  readonly arn: string
  readonly name: string
  /** The source file, from the root of the project; it exports `handler`. */
  readonly entry: string
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutSeconds: number
  readonly memoryMb: number
}

export type BucketPlan = {
  readonly name: string
  /** Older links than this are refused, as by a bucket policy on `s3:signatureAge`. */
  readonly maxSignatureAgeMs?: number
  readonly expiry: readonly { readonly prefix: string; readonly days: number }[]
}

/** `key` as API Gateway has it: `GET /v1/learners/{learnerId}`, or `$default`. */
export type RoutePlan = { readonly key: string; readonly functionArn: string }

export type MappingPlan = {
  readonly queueArn: string
  readonly functionArn: string
  readonly batchSize: number
  readonly windowSeconds: number
  readonly partialFailures: boolean
  readonly concurrency: number
}

export type SchedulePlan = {
  readonly name: string
  readonly expression: string
  readonly timeZone: string
  readonly functionArn: string
  readonly input?: Json
}

/** Everything that runs here, read from the templates and from nowhere else. */
export type Plan = {
  readonly tables: readonly TablePlan[]
  readonly queues: readonly QueuePlan[]
  readonly buckets: readonly BucketPlan[]
  readonly functions: readonly FunctionPlan[]
  readonly routes: readonly RoutePlan[]
  readonly mappings: readonly MappingPlan[]
  readonly schedules: readonly SchedulePlan[]
  readonly keyArns: readonly string[]
  /** Names of Parameter Store's secrets that some function may read. */
  readonly parameters: readonly string[]
}
