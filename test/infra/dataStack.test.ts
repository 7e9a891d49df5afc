import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { data, resourcesOf } from './synthesized.ts'

const tables = resourcesOf(data, 'AWS::DynamoDB::Table')
const local = (name: string) => tables.get(name)?.Properties['LocalSecondaryIndexes'] as object[] | undefined

describe('tables', () => {
  test('are the ones that the stores know', () => {
    expect([...tables.keys()].sort()).toEqual([
      'Accounts',
      'Attempts',
      'AuditEvents',
      'DataKeys',
      'Learners',
      'PasswordCiphertexts',
      'PasswordHashes',
      'PasswordResets',
      'Prints',
      'RosterSyncs',
      'Schools',
      'Sessions',
      'Usernames',
    ])
  })

  test.each([...tables.keys()])('%s is on-demand, restorable, protected and kept', (name) => {
    const table = tables.get(name)
    expect(table).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
    expect(table?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    })
    expect(table?.Properties).not.toHaveProperty('SSESpecification')
  })

  test('forget by themselves what is only kept for a while', () => {
    const expiring = [...tables].filter(([, { Properties }]) => Properties['TimeToLiveSpecification'])
    expect(expiring.map(([name]) => name).sort()).toEqual([
      'Attempts',
      'AuditEvents',
      'PasswordResets',
      'Prints',
      'RosterSyncs',
      'Sessions',
    ])
    for (const [, { Properties }] of expiring)
      expect(Properties['TimeToLiveSpecification']).toEqual({ AttributeName: 'expiresAtSeconds', Enabled: true })
  })

  test('learners are found by name and group at once, so by local indexes alone', () => {
    const index = (IndexName: string, sortKey: string, Projection: object = { ProjectionType: 'ALL' }) => ({
      IndexName,
      KeySchema: [
        { AttributeName: 'schoolId', KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
      Projection,
    })
    expect(local('Learners')).toEqual([
      index('byName', 'nameKey'),
      index('byYearGroup', 'yearGroupKey'),
      index('byRegistrationGroup', 'registrationGroupKey'),
      index('compact', 'nameKey', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['index'] }),
    ])
    expect(tables.get('Learners')?.Properties).not.toHaveProperty('GlobalSecondaryIndexes')
  })

  test('running resets are found at once in their school, and by the sweep in all of them', () => {
    expect(local('PasswordResets')).toMatchObject([
      { IndexName: 'running', Projection: { ProjectionType: 'KEYS_ONLY' } },
    ])
    expect(tables.get('PasswordResets')?.Properties['GlobalSecondaryIndexes']).toMatchObject([
      {
        IndexName: 'runningEverywhere',
        KeySchema: [
          { AttributeName: 'running', KeyType: 'HASH' },
          { AttributeName: 'runningSince', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ])
  })
})

describe('the bucket', () => {
  test('is private, encrypted, without versions, and empties itself', () => {
    data.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: Match.anyValue(),
        VersioningConfiguration: Match.absent(),
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: {
          Rules: Match.arrayWith([
            Match.objectLike({ Prefix: 'links/', ExpirationInDays: 1, Status: 'Enabled' }),
            Match.objectLike({ Prefix: 'inbox/', ExpirationInDays: 30, Status: 'Enabled' }),
          ]),
        },
      },
    })
  })

  test.each([
    ['without TLS', 's3:*', { Bool: { 'aws:SecureTransport': 'false' } }],
    [
      'by a link older than two minutes',
      's3:GetObject',
      { StringEquals: { 's3:authType': 'REST-QUERY-STRING' }, NumericGreaterThan: { 's3:signatureAge': 120_000 } },
    ],
  ])('is closed to everyone %s', (_, Action, Condition) => {
    data.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([Match.objectLike({ Effect: 'Deny', Principal: { AWS: '*' }, Action, Condition })]),
      },
    })
  })
})

test('the wrapping key is renewed every year and never lost with the stack', () => {
  data.hasResource('AWS::KMS::Key', { Properties: { EnableKeyRotation: true }, DeletionPolicy: 'Retain' })
})
