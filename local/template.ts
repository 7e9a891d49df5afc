import { type Json, type Resource, resolver, type Templates } from './intrinsics.ts'
import { type Addresses, namesOf } from './localNames.ts'
import type { BucketPlan, FunctionPlan, MappingPlan, Plan, QueuePlan, SchedulePlan, TablePlan } from './plan.ts'

// biome-ignore lint/suspicious/noExplicitAny: properties are as CloudFormation's own schema has them
type Properties = any

type Found = {
  readonly id: string
  readonly ref: string
  readonly arn: string
  readonly properties: Properties
  readonly metadata: Readonly<Record<string, Json>>
}

const tablePlan = ({ ref, properties }: Found): TablePlan => {
  const ttl = properties.TimeToLiveSpecification
  return {
    create: {
      TableName: ref,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: properties.AttributeDefinitions,
      KeySchema: properties.KeySchema,
      LocalSecondaryIndexes: properties.LocalSecondaryIndexes,
      GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes,
    },
    ...(ttl?.Enabled && { ttlAttribute: ttl.AttributeName }),
  }
}

const queueAttributes = ['VisibilityTimeout', 'DelaySeconds', 'ReceiveMessageWaitTimeSeconds', 'RedrivePolicy']

const queuePlan = ({ id, properties }: Found): QueuePlan => {
  const attributes = queueAttributes
    .filter((name) => properties[name] !== undefined)
    .map((name) => {
      const value = properties[name]
      return [name, typeof value === 'object' ? JSON.stringify(value) : String(value)] as const
    })
  return { name: properties.QueueName ?? id, attributes: Object.fromEntries(attributes) }
}

const bucketPlan = ({ ref, properties }: Found, policies: readonly Found[]): BucketPlan => {
  const ages = policies
    .filter((policy) => policy.properties.Bucket === ref)
    .flatMap((policy) => policy.properties.PolicyDocument.Statement)
    .map((statement) => Number(statement.Condition?.NumericGreaterThan?.['s3:signatureAge']))
    .filter(Number.isFinite)
  const rules: Properties[] = properties.LifecycleConfiguration?.Rules ?? []
  return {
    name: ref,
    ...(ages.length > 0 && { maxSignatureAgeMs: Math.min(...ages) }),
    expiry: rules
      .filter((rule) => rule.Status === 'Enabled' && rule.ExpirationInDays)
      .map((rule) => ({ prefix: rule.Prefix ?? '', days: rule.ExpirationInDays })),
  }
}

const functionPlan = ({ id, ref, arn, properties, metadata }: Found): FunctionPlan => {
  const { entry } = metadata
  if (typeof entry !== 'string') throw new Error(`The function ${id} has no entry in its metadata`)
  return {
    arn,
    name: ref,
    entry,
    environment: properties.Environment?.Variables ?? {},
    timeoutSeconds: properties.Timeout ?? 3,
    memoryMb: properties.MemorySize ?? 128,
  }
}

const mappingPlan = ({ properties }: Found, functions: readonly FunctionPlan[]): MappingPlan => ({
  queueArn: properties.EventSourceArn,
  functionArn: functions.find(({ name, arn }) => [name, arn].includes(properties.FunctionName))?.arn ?? '',
  batchSize: properties.BatchSize ?? 10,
  windowSeconds: properties.MaximumBatchingWindowInSeconds ?? 0,
  partialFailures: (properties.FunctionResponseTypes ?? []).includes('ReportBatchItemFailures'),
  concurrency: properties.ScalingConfig?.MaximumConcurrency ?? 5,
})

const schedulePlan = ({ properties }: Found, functions: readonly FunctionPlan[]): SchedulePlan => {
  const { Arn, Input } = properties.Target
  const { entry = '' } = functions.find(({ arn }) => arn === Arn) ?? {}
  return {
    name: properties.Name ?? entry.replace(/^.*\/|\.ts$/g, ''),
    expression: properties.ScheduleExpression,
    timeZone: properties.ScheduleExpressionTimezone ?? 'UTC',
    functionArn: Arn,
    ...(Input !== undefined && { input: JSON.parse(Input) }),
  }
}

const parameterNames = (policies: readonly Found[]): string[] => {
  const arns = JSON.stringify(policies.map(({ properties }) => properties)).matchAll(/:parameter(\/[\w./-]+)"/g)
  return [...new Set(Array.from(arns, ([, name = '']) => name))]
}

/** Reads what the runtime needs from synthesized templates, with every reference resolved to its name on this machine. */
export const readPlan = (templates: Templates, addresses: Addresses): Plan => {
  const nameOf = namesOf(addresses)
  const resolve = resolver(templates, nameOf)
  const resources = Object.entries(templates).flatMap(([stack, template]) =>
    Object.entries(template.Resources).map(([id, resource]) => ({ stack, id, resource })),
  )
  const found = (...types: string[]): Found[] =>
    resources
      .filter(({ resource }) => types.includes(resource.Type))
      .map(({ stack, id, resource }) => {
        const { ref, attributes } = nameOf(id, resource)
        const properties = resolve(propertiesToRead(resource), stack)
        return { id, ref, arn: attributes['Arn'] ?? ref, properties, metadata: resource.Metadata ?? {} }
      })

  const functions = found('AWS::Lambda::Function').filter(isOurs).map(functionPlan)
  const integrations = new Map(found('AWS::ApiGatewayV2::Integration').map((each) => [each.ref, each]))
  const bucketPolicies = found('AWS::S3::BucketPolicy')
  const routes = found('AWS::ApiGatewayV2::Route').map(({ properties }) => ({
    key: properties.RouteKey,
    functionArn: integrations.get(String(properties.Target).replace('integrations/', ''))?.properties.IntegrationUri,
  }))
  const mappings = found('AWS::Lambda::EventSourceMapping').map((mapping) => mappingPlan(mapping, functions))
  const schedules = found('AWS::Scheduler::Schedule')
    .filter(({ properties }) => properties.State !== 'DISABLED')
    .map((schedule) => schedulePlan(schedule, functions))
  // What only CloudFormation calls, while it deploys, has no work here.
  const called = new Set([...routes, ...mappings, ...schedules].map(({ functionArn }) => functionArn))
  return {
    functions: functions.filter(({ arn }) => called.has(arn)),
    tables: found('AWS::DynamoDB::Table').map(tablePlan),
    queues: found('AWS::SQS::Queue').map(queuePlan),
    buckets: found('AWS::S3::Bucket').map((bucket) => bucketPlan(bucket, bucketPolicies)),
    routes,
    mappings,
    schedules,
    keyArns: found('AWS::KMS::Key').map(({ arn }) => arn),
    parameters: parameterNames(found('AWS::IAM::Role', 'AWS::IAM::Policy')),
  }
}

const isOurs = ({ properties, metadata }: Found): boolean =>
  metadata['entry'] !== undefined || /^nodejs/.test(properties.Runtime)

/** A function's code, role and log group are AWS's business: only what is used here has to be resolvable here. */
const propertiesToRead = ({ Type, Properties = {} }: Resource): Json => {
  if (Type !== 'AWS::Lambda::Function') return Properties
  const { Code: _code, Role: _role, LoggingConfig: _logging, Layers: _layers, ...rest } = Properties
  return rest
}
