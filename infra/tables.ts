import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'

export type TableName =
  | 'Schools'
  | 'Accounts'
  | 'Usernames'
  | 'Learners'
  | 'PasswordHashes'
  | 'PasswordCiphertexts'
  | 'DataKeys'
  | 'Sessions'
  | 'Attempts'
  | 'PasswordResets'
  | 'Prints'
  | 'RosterSyncs'
  | 'AuditEvents'

export type Tables = Readonly<Record<TableName, Table>>

type Keys = { readonly partitionKey: string; readonly sortKey?: string; readonly expires?: true }

const key = (name: string) => ({ name, type: AttributeType.STRING })

/** On-demand, restorable, protected; with AWS's own keys, since secrets are encrypted before they get here. */
const table = (scope: Construct, id: TableName, { partitionKey, sortKey, expires }: Keys): Table =>
  new Table(scope, id, {
    partitionKey: key(partitionKey),
    ...(sortKey && { sortKey: key(sortKey) }),
    ...(expires && { timeToLiveAttribute: 'expiresAtSeconds' }),
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })

const learnersTable = (scope: Construct): Table => {
  const learners = table(scope, 'Learners', { partitionKey: 'schoolId', sortKey: 'learnerId' })
  for (const [indexName, sortKey] of [
    ['byName', 'nameKey'],
    ['byYearGroup', 'yearGroupKey'],
    ['byRegistrationGroup', 'registrationGroupKey'],
  ] as const)
    learners.addLocalSecondaryIndex({ indexName, sortKey: key(sortKey), projectionType: ProjectionType.ALL })
  learners.addLocalSecondaryIndex({
    indexName: 'compact',
    sortKey: key('nameKey'),
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: ['index'],
  })
  return learners
}

/** Running resets are found at once within their school, and a little later across schools, by the sweep alone. */
const passwordResetsTable = (scope: Construct): Table => {
  const resets = table(scope, 'PasswordResets', { partitionKey: 'schoolId', sortKey: 'sk', expires: true })
  resets.addLocalSecondaryIndex({
    indexName: 'running',
    sortKey: key('runningSince'),
    projectionType: ProjectionType.KEYS_ONLY,
  })
  resets.addGlobalSecondaryIndex({
    indexName: 'runningEverywhere',
    partitionKey: key('running'),
    sortKey: key('runningSince'),
    projectionType: ProjectionType.KEYS_ONLY,
  })
  return resets
}

/** Hashes and ciphertexts each have a table of their own: IAM tells tables apart well, attributes badly. */
export const makeTables = (scope: Construct): Tables => ({
  Schools: table(scope, 'Schools', { partitionKey: 'pk', sortKey: 'sk' }),
  Accounts: table(scope, 'Accounts', { partitionKey: 'id' }),
  Usernames: table(scope, 'Usernames', { partitionKey: 'key' }),
  Learners: learnersTable(scope),
  PasswordHashes: table(scope, 'PasswordHashes', { partitionKey: 'accountId' }),
  PasswordCiphertexts: table(scope, 'PasswordCiphertexts', { partitionKey: 'accountId' }),
  DataKeys: table(scope, 'DataKeys', { partitionKey: 'schoolId', sortKey: 'keyId' }),
  Sessions: table(scope, 'Sessions', { partitionKey: 'accountId', sortKey: 'secretHash', expires: true }),
  Attempts: table(scope, 'Attempts', { partitionKey: 'key', expires: true }),
  PasswordResets: passwordResetsTable(scope),
  Prints: table(scope, 'Prints', { partitionKey: 'schoolId', sortKey: 'printId', expires: true }),
  RosterSyncs: table(scope, 'RosterSyncs', { partitionKey: 'schoolId', sortKey: 'sk', expires: true }),
  AuditEvents: table(scope, 'AuditEvents', { partitionKey: 'schoolId', sortKey: 'eventId', expires: true }),
})
