import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { DataStack } from './dataStack.ts'
import { parameterPrefix, type SecretName, secretArn } from './secrets/secrets.ts'
import type { TableName } from './tables.ts'

export type Resources = DataStack['resources'] & {
  readonly waiting: Queue
  readonly failed: Queue
  readonly rosters: Queue
  readonly failedRosters: Queue
}

/** What one grant gives a function: the variables that name the thing and the exact actions on it. */
export type Granted = {
  readonly environment: Readonly<Record<string, string>>
  readonly statements: readonly PolicyStatement[]
}

export type Grant = (resources: Resources) => Granted

type Action = 'GetItem' | 'BatchGetItem' | 'Query' | 'Scan' | 'PutItem' | 'UpdateItem' | 'DeleteItem'
type ActionOn<Name extends TableName> = Name extends 'AuditEvents' ? 'PutItem' : Action

const allow = (actions: readonly string[], ...resources: string[]) =>
  new PolicyStatement({ actions: [...actions], resources })

const tableVariable = (name: TableName) => `${name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_TABLE`

/** Actions on a table's items; its indexes are granted by `indexes`. Audit events can be written, nothing else. */
export const table =
  <const Name extends TableName>(name: Name, ...actions: readonly ActionOn<Name>[]): Grant =>
  ({ tables }) => ({
    environment: { [tableVariable(name)]: tables[name].tableName },
    statements: [
      allow(
        actions.map((action) => `dynamodb:${action}`),
        tables[name].tableArn,
      ),
    ],
  })

/** Queries on the named indexes of a table, and not on the table itself. */
export const indexes =
  (name: TableName, ...indexNames: readonly string[]): Grant =>
  ({ tables }) => ({
    environment: { [tableVariable(name)]: tables[name].tableName },
    statements: [allow(['dynamodb:Query'], ...indexNames.map((index) => `${tables[name].tableArn}/index/${index}`))],
  })

/** Reading one secret of Parameter Store. Its encryption with AWS's own key needs no further right. */
export const secret =
  (name: SecretName): Grant =>
  ({ waiting }) => ({
    environment: { PARAMETER_PREFIX: parameterPrefix },
    statements: [allow(['ssm:GetParameters'], secretArn(waiting, name))],
  })

/** Making (`GenerateDataKey`) and unwrapping (`Decrypt`) the data keys of schools, which are for passwords alone. */
export const wrappingKey =
  (...actions: readonly ('Decrypt' | 'GenerateDataKey')[]): Grant =>
  ({ wrappingKey: { keyArn } }) => {
    const use = allow(
      actions.map((action) => `kms:${action}`),
      keyArn,
    )
    use.addCondition('StringEquals', { 'kms:EncryptionContext:purpose': 'learner-passwords' })
    return { environment: { WRAPPING_KEY_ID: keyArn }, statements: [use] }
  }

/** Finding out which school set a learner's password, without the password. */
export const passwordSchool: Grant = ({ tables: { PasswordCiphertexts } }) => {
  const read = allow(['dynamodb:GetItem'], PasswordCiphertexts.tableArn)
  read.addCondition('ForAllValues:StringEquals', { 'dynamodb:Attributes': ['accountId', 'schoolId'] })
  read.addCondition('StringEqualsIfExists', { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' })
  return { environment: {}, statements: [read] }
}

/** Files behind links. */
export const linkFiles =
  (...actions: readonly ('GetObject' | 'PutObject' | 'DeleteObject')[]): Grant =>
  ({ links }) => ({
    environment: { LINKS_BUCKET: links.bucketName },
    statements: [
      allow(
        actions.map((action) => `s3:${action}`),
        links.arnForObjects('links/*'),
      ),
    ],
  })

/** Finding out which files there are behind links. */
export const linkList: Grant = ({ links }) => {
  const list = allow(['s3:ListBucket'], links.bucketArn)
  list.addCondition('StringLike', { 's3:prefix': 'links/*' })
  return { environment: { LINKS_BUCKET: links.bucketName }, statements: [list] }
}

/** Rosters in the inboxes of schools. */
export const inboxFiles =
  (...actions: readonly ('GetObject' | 'PutObject')[]): Grant =>
  ({ links }) => ({
    environment: { LINKS_BUCKET: links.bucketName },
    statements: [
      allow(
        actions.map((action) => `s3:${action}`),
        links.arnForObjects('inbox/*'),
      ),
    ],
  })

/** Asking for roster syncs. */
export const sendRosters: Grant = ({ rosters }) => ({
  environment: { ROSTER_QUEUE_URL: rosters.queueUrl },
  statements: [allow(['sqs:SendMessage'], rosters.queueArn)],
})

/** Putting parts of group resets into the queue. */
export const sendResets: Grant = ({ waiting }) => ({
  environment: { RESET_QUEUE_URL: waiting.queueUrl },
  statements: [allow(['sqs:SendMessage'], waiting.queueArn)],
})

/** Taking messages out of a queue. */
export const consume =
  (queue: 'waiting' | 'failed' | 'rosters' | 'failedRosters'): Grant =>
  ({ [queue]: { queueArn } }) => ({
    environment: {},
    statements: [allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queueArn)],
  })

/** Whatever a function may do, nothing lets it change what the audit trail says. */
const keepAudit: Grant = ({ tables }) => ({
  environment: {},
  statements: [
    new PolicyStatement({
      effect: Effect.DENY,
      actions: ['UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLUpdate', 'PartiQLDelete'].map(
        (action) => `dynamodb:${action}`,
      ),
      resources: [tables.AuditEvents.tableArn],
    }),
  ],
})

/** All grants of one function together. */
export const grantAll = (grants: readonly Grant[], resources: Resources): Granted => {
  const granted = [...grants, keepAudit].map((grant) => grant(resources))
  return {
    environment: Object.assign({}, ...granted.map(({ environment }) => environment)),
    statements: granted.flatMap(({ statements }) => statements),
  }
}
