import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  type CfnFunction,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

/** How much a function gets, where the usual 512 MB (CPU follows memory) and 10 seconds don't fit. */
export type Size = { readonly memorySize?: number; readonly timeout?: Duration }

/** Gives the built code of a function's source file, or a stand-in when nothing is bundled. */
export type CodeOf = (entry: string) => Code

type ActionFunctionProps = Size & {
  readonly entry: string
  readonly codeOf: CodeOf
  readonly environment: Readonly<Record<string, string>>
  readonly statements: readonly PolicyStatement[]
}

/** X-Ray knows no resources, so this is the one wildcard that a function has. */
const tracing = () =>
  new PolicyStatement({ actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], resources: ['*'] })

const roleOf = (scope: Construct, id: string, logGroup: LogGroup, statements: readonly PolicyStatement[]): Role => {
  const writeLogs = new PolicyStatement({
    effect: Effect.ALLOW,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  })
  const role = new Role(scope, `${id}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: { grants: new PolicyDocument({ statements: [...statements, writeLogs, tracing()] }) },
  })
  const reason = 'X-Ray has no resource-level rights; a test allows no other statement to name every resource'
  Validations.of(role).acknowledge(
    { id: 'AwsSolutions-IAM5[Resource::*]', reason },
    { id: 'Serverless-LambdaStarPermissions', reason },
  )
  return role
}

/**
 * A Lambda function as all of ours are, with the rights it is given and no others: nothing that is later wired to it adds
 * to them. Its source file is in the template's metadata, by which the local runtime finds it.
 */
export const actionFunction = (scope: Construct, id: string, props: ActionFunctionProps): LambdaFunction => {
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  const action = new LambdaFunction(scope, id, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    code: props.codeOf(props.entry),
    memorySize: props.memorySize ?? 512,
    timeout: props.timeout ?? Duration.seconds(10),
    environment: { NODE_COMPILE_CACHE: '/tmp/compiled', ...props.environment },
    role: roleOf(scope, id, logGroup, props.statements).withoutPolicyUpdates(),
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    tracing: Tracing.ACTIVE,
  })
  const resource = action.node.defaultChild as CfnFunction
  resource.addMetadata('entry', props.entry)
  Validations.of(action).acknowledge({
    id: 'Serverless-LambdaDLQ',
    reason: 'Every caller waits for the answer or calls again: the API, queues, the clock and CloudFormation',
  })
  return action
}
