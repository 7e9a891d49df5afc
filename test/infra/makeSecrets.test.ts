import { ParameterAlreadyExists, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { mockClient } from 'aws-sdk-client-mock'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { handler } from '../../infra/secrets/makeSecrets.ts'

const ssm = mockClient(SSMClient)
const answered = vi.fn<typeof fetch>()

beforeEach(() => {
  ssm.reset()
  answered.mockReset().mockResolvedValue(new Response())
  vi.stubGlobal('fetch', answered)
})
afterEach(() => vi.unstubAllGlobals())

const deploy = (RequestType: 'Create' | 'Update' | 'Delete') =>
  handler({
    RequestType,
    ResponseURL: 'https://answer.example/',
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Secrets',
    PhysicalResourceId: 'secrets',
    ResourceType: 'Custom::Secrets',
    ServiceToken: 'token',
    ResourceProperties: { ServiceToken: 'token', Names: ['/allwedd/pepper', '/allwedd/cursor-key'] },
    OldResourceProperties: { ServiceToken: 'token' },
  })

const answer = () => JSON.parse(String(answered.mock.calls[0]?.[1]?.body))

test('an empty account gets a random secret of 32 bytes for each name', async () => {
  ssm.on(PutParameterCommand).resolves({})
  await deploy('Create')
  const puts = ssm.commandCalls(PutParameterCommand).map(({ args: [{ input }] }) => input)
  expect(puts.map(({ Name }) => Name)).toEqual(['/allwedd/pepper', '/allwedd/cursor-key'])
  for (const put of puts) {
    expect(put).toMatchObject({ Type: 'SecureString', Overwrite: false })
    expect(Buffer.from(put.Value ?? '', 'base64')).toHaveLength(32)
    expect(String(answered.mock.calls[0]?.[1]?.body)).not.toContain(put.Value)
  }
  expect(puts[0]?.Value).not.toBe(puts[1]?.Value)
  expect(answer()).toMatchObject({ Status: 'SUCCESS', RequestId: 'request', LogicalResourceId: 'Secrets' })
})

test('a secret that is there stays', async () => {
  ssm.on(PutParameterCommand).rejects(new ParameterAlreadyExists({ message: 'there', $metadata: {} }))
  await deploy('Update')
  expect(answer()).toMatchObject({ Status: 'SUCCESS' })
})

test('any other failure fails the deployment', async () => {
  ssm.on(PutParameterCommand).rejects(new Error('no right to'))
  await deploy('Create')
  expect(answer()).toMatchObject({ Status: 'FAILED' })
})

test('deleting the stack keeps the secrets', async () => {
  await deploy('Delete')
  expect(ssm.calls()).toHaveLength(0)
  expect(answer()).toMatchObject({ Status: 'SUCCESS' })
})
