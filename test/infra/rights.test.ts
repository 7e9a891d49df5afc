import { describe, expect, test } from 'vitest'
import { routes } from '../../shared/contract/routes.ts'
import { allAllowed, allowed, denied, functionNames, statementsOf, whoMay } from './rights.ts'
import { app, data, named } from './synthesized.ts'

const setting = ['changeLegalName', 'resetPassword', 'resetQueuedPasswords', 'syncRoster']
const showing = ['printLearners', 'revealPassword']

describe('who may touch what is secret', () => {
  test.each<[string, RegExp, string[]]>([
    ['unwrap data keys', /^kms:Decrypt /, [...setting, ...showing]],
    ['make data keys', /^kms:GenerateDataKey /, setting],
    ['use the key in any other way', /^kms:(?!Decrypt |GenerateDataKey )/, []],
    ['read data keys', / DataKeys$/, [...setting, ...showing]],
    ['read ciphertexts', /^dynamodb:(BatchGet|Get|Query).* PasswordCiphertexts$/, [...showing, 'syncRoster']],
    ['write ciphertexts', /^dynamodb:(Put|Update)Item PasswordCiphertexts$/, setting],
    ['remove ciphertexts', /^dynamodb:DeleteItem PasswordCiphertexts$/, ['changeOwnPassword', 'syncRoster']],
    ['read hashes', /^dynamodb:(BatchGet|Get|Query).* PasswordHashes$/, ['changeOwnPassword', 'signIn']],
    ['put new hashes', /^dynamodb:PutItem PasswordHashes$/, ['changeOwnPassword', ...setting]],
    ['renew a hash', /^dynamodb:UpdateItem PasswordHashes$/, ['signIn']],
    ['remove hashes', /^dynamodb:DeleteItem PasswordHashes$/, ['syncRoster']],
    ['read the pepper', /parameter\/allwedd\/pepper$/, ['changeOwnPassword', 'signIn', ...setting]],
    ['read the cursor key', /parameter\/allwedd\/cursor-key$/, ['listLearners', 'listRosterSyncs', 'listSchools']],
    ['open sessions', /^dynamodb:PutItem Sessions$/, ['signIn']],
    ['issue usernames', /^dynamodb:PutItem Usernames$/, ['changeLegalName', 'syncRoster']],
    ['remove accounts', /^dynamodb:DeleteItem Accounts$/, ['syncRoster']],
    ['store files behind links', /^s3:PutObject Links\/links\/\*$/, ['printLearners']],
    ['give links to files', /^s3:GetObject Links\/links\/\*$/, ['openPrint', 'printLearners']],
    ['remove files', /^s3:DeleteObject Links\/links\/\*$/, ['sweepLinks']],
    ['take rosters into inboxes', /^s3:PutObject Links\/inbox\/\*$/, ['createRosterUpload']],
    ['read rosters', /^s3:GetObject Links\/inbox\/\*$/, ['startRosterSync', 'syncRoster']],
    ['remove rosters', /^s3:DeleteObject Links\/inbox\/\*$/, []],
    ['do anything else with files', /^s3:(?!\w+Object Links\/(links|inbox)\/\*$|ListBucket Links$)/, []],
    ['read roster keys', /^dynamodb:BatchGetItem RosterSyncs$/, ['createRosterUpload']],
    ['ask for syncs', /^sqs:SendMessage QueuedRosters$/, ['approveRosterSync', 'startNightlySyncs', 'startRosterSync']],
    ['take syncs from the queue', /^sqs:ReceiveMessage QueuedRosters$/, ['syncRoster']],
    ['take syncs that failed', /^sqs:ReceiveMessage FailedRosters$/, ['failQueuedSync']],
    ['read whole tables', /^dynamodb:Scan /, ['startNightlySyncs']],
    ['queue resets', /^sqs:SendMessage QueuedResets$/, ['resetGroupPasswords', 'sweepGroupResets']],
    ['take resets from the queue', /^sqs:ReceiveMessage QueuedResets$/, ['resetQueuedPasswords']],
    ['take what failed', /^sqs:ReceiveMessage FailedResets$/, ['failQueuedPasswords']],
  ])('%s', (_, right, functions) => {
    expect(whoMay(right)).toEqual([...functions].sort())
  })

  test('signing in reaches neither ciphertexts nor keys', () => {
    expect(allowed('signIn').filter((right) => /kms|Ciphertexts|DataKeys/.test(right))).toEqual([])
  })

  test('listing learners reaches the learners and nothing of their passwords', () => {
    expect(allowed('listLearners').filter((right) => !right.endsWith('cursor-key'))).toEqual([
      'dynamodb:BatchGetItem Accounts',
      'dynamodb:BatchGetItem Learners',
      'dynamodb:BatchGetItem Schools',
      'dynamodb:BatchGetItem Sessions',
      'dynamodb:Query Learners',
      'dynamodb:Query Learners/index/byName',
      'dynamodb:Query Learners/index/byRegistrationGroup',
      'dynamodb:Query Learners/index/byYearGroup',
      'dynamodb:Query Learners/index/compact',
      'dynamodb:UpdateItem Sessions',
    ])
  })
})

describe('conditions', () => {
  const conditionsOn = (action: RegExp) =>
    functionNames
      .flatMap((name) => statementsOf(app, name))
      .filter(({ Action }) => action.test(String(Action)))
      .map(({ Condition }) => Condition)

  test.each<[string, RegExp, object]>([
    ['the wrapping key serves passwords alone', /kms:/, { 'kms:EncryptionContext:purpose': 'learner-passwords' }],
    ['rosters in the inbox are not listed', /^s3:ListBucket$/, { 's3:prefix': 'links/*' }],
  ])('%s', (_, action, condition) => {
    const found = conditionsOn(action)
    expect(found.length).toBeGreaterThan(0)
    for (const one of found) expect(Object.values(one ?? {})).toEqual([condition])
  })
})

test('the roster sync reads which school set a password, and never the password', () => {
  const reads = statementsOf(app, 'syncRoster').filter(
    ({ Action, Resource }) => Action === 'dynamodb:GetItem' && named(Resource) === 'PasswordCiphertexts',
  )
  expect(reads.map(({ Condition }) => Condition)).toEqual([
    {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['accountId', 'schoolId'] },
      StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    },
  ])
})

describe('the audit trail', () => {
  const audited = functionNames.flatMap((name) => allowed(name).filter((right) => right.includes('AuditEvents')))

  test('can be written, and nothing else', () => {
    expect(new Set(audited)).toEqual(new Set(['dynamodb:PutItem AuditEvents']))
  })

  test.each(functionNames)('%s is denied to change it, whatever else it is given', (name) => {
    expect(denied(name)).toEqual(
      ['BatchWriteItem', 'DeleteItem', 'PartiQLDelete', 'PartiQLUpdate', 'UpdateItem'].map(
        (action) => `dynamodb:${action} AuditEvents`,
      ),
    )
  })

  test('is written by every function that changes, shows or prints what belongs to a learner', () => {
    expect(whoMay(/^dynamodb:PutItem AuditEvents$/)).toEqual(
      [
        ...setting,
        ...showing,
        'approveRosterSync',
        'changeOwnPassword',
        'createRosterKey',
        'createRosterUpload',
        'deactivateLearner',
        'deleteRosterKey',
        'editDisplayName',
        'openPrint',
        'reactivateLearner',
        'rejectRosterSync',
        'resetGroupPasswords',
        'signIn',
        'startRosterSync',
      ].sort(),
    )
  })
})

describe('least privilege', () => {
  test.each(functionNames)('%s has no wildcard but X-Ray and its folders of files', (name) => {
    const wild = allAllowed(name).filter((right) => right.includes('*'))
    const known = new Set(['xray:PutTelemetryRecords *', 'xray:PutTraceSegments *'])
    expect(wild.filter((right) => !known.has(right) && !/^s3:\w+Object Links\/(links|inbox)\/\*$/.test(right))).toEqual(
      [],
    )
  })

  test.each(functionNames)('%s writes no log but its own', (name) => {
    expect(allAllowed(name).filter((right) => right.startsWith('logs:'))).toEqual([
      `logs:CreateLogStream ${name}Logs`,
      `logs:PutLogEvents ${name}Logs`,
    ])
  })

  test('every route but the public ones may look up who asks, and no other function may', () => {
    const lookUp = Object.values(routes).filter(({ permission }) => permission !== 'public')
    expect(whoMay(/^dynamodb:BatchGetItem Sessions$/)).toEqual(lookUp.map(({ name }) => name).sort())
  })

  test('what answers without looking anything up may do nothing', () => {
    for (const name of ['showHealth', 'showOpenApi', 'showDocs', 'answerUnknownPath']) expect(allowed(name)).toEqual([])
  })

  test('what makes the secrets can neither read nor remove them', () => {
    const parameter = (name: string) =>
      `ssm:PutParameter arn:AWS::Partition:ssm:AWS::Region:AWS::AccountId:parameter/allwedd/${name}`
    expect(allowed('makeSecrets', data)).toEqual([parameter('cursor-key'), parameter('pepper')])
  })
})
