import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { expect, it, onTestFinished } from 'vitest'
import { openKeyFile } from '../../local/keyFile.ts'
import { startKeys } from '../../local/keys.ts'
import { client, credentials, temporaryFolder } from './temporary.ts'

const arns = ['arn:aws:kms:eu-west-2:000000000000:key/one', 'arn:aws:kms:eu-west-2:000000000000:key/two']
const KeyId = arns[0]
const EncryptionContext = { school: '6814001', purpose: 'passwords' }

const open = async (file = join(temporaryFolder(), 'keys.json')) => {
  const { endpoint, stop } = await startKeys(openKeyFile(file, ['/allwedd/pepper']), arns, credentials)
  onTestFinished(stop)
  return { file, endpoint, kms: new KMSClient(client(endpoint)), ssm: new SSMClient(client(endpoint)) }
}

it('wraps a data key that can be unwrapped with the same context, in any order, after a restart too', async () => {
  const { kms, file } = await open()
  const made = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }))
  expect(made.Plaintext).toHaveLength(32)
  expect(Buffer.from(made.CiphertextBlob ?? []).includes(Buffer.from(made.Plaintext ?? []))).toBe(false)
  const context = { purpose: 'passwords', school: '6814001' }
  for (const each of [kms, (await open(file)).kms]) {
    const { Plaintext, KeyId: by } = await each.send(
      new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext: context }),
    )
    expect(Plaintext).toEqual(made.Plaintext)
    expect(by).toBe(KeyId)
  }
})

it.each([
  ['another value', { ...EncryptionContext, school: '6814002' }],
  ['a pair less', { school: '6814001' }],
  ['a pair more', { ...EncryptionContext, more: '' }],
  ['none', undefined],
])('refuses another encryption context: %s', async (_what, other) => {
  const { kms } = await open()
  const { CiphertextBlob } = await kms.send(new GenerateDataKeyCommand({ KeyId, NumberOfBytes: 32, EncryptionContext }))
  await expect(kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: other }))).rejects.toMatchObject({
    name: 'InvalidCiphertextException',
  })
})

it('refuses altered and foreign ciphertexts, other keys, and unknown ones', async () => {
  const { kms } = await open()
  const { CiphertextBlob = new Uint8Array() } = await kms.send(
    new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext }),
  )
  const altered = CiphertextBlob.with(-1, (CiphertextBlob.at(-1) ?? 0) ^ 1)
  for (const bytes of [altered, new Uint8Array(5), CiphertextBlob.slice(0, -20)])
    await expect(kms.send(new DecryptCommand({ CiphertextBlob: bytes, EncryptionContext }))).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    })
  await expect(
    kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: arns[1] })),
  ).rejects.toMatchObject({ name: 'IncorrectKeyException' })
  await expect(kms.send(new GenerateDataKeyCommand({ KeyId: 'three', KeySpec: 'AES_256' }))).rejects.toMatchObject({
    name: 'NotFoundException',
  })
})

it('gives the parameters that there are, the same after a restart', async () => {
  const { ssm, file } = await open()
  const get = new GetParametersCommand({ Names: ['/allwedd/pepper', '/allwedd/none'], WithDecryption: true })
  const { Parameters = [], InvalidParameters } = await ssm.send(get)
  expect(InvalidParameters).toEqual(['/allwedd/none'])
  expect(Buffer.from(Parameters[0]?.Value ?? '', 'base64')).toHaveLength(32)
  const again = await (await open(file)).ssm.send(get)
  expect(again.Parameters).toEqual(Parameters)
})

it('keeps its secrets in a file that is its owner’s alone', async () => {
  const { file } = await open()
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

it('answers nobody who has not the secret of this start', async () => {
  const { endpoint } = await open()
  const others = { ...client(endpoint), credentials: { ...credentials, secretAccessKey: 'guessed' } }
  for (const call of [
    new KMSClient(others).send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' })),
    new SSMClient(others).send(new GetParametersCommand({ Names: ['/allwedd/pepper'], WithDecryption: true })),
  ])
    await expect(call).rejects.toMatchObject({ name: 'AccessDeniedException' })
  const unsigned = await fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AmazonSSM.GetParameters' },
    body: '{"Names":["/allwedd/pepper"],"WithDecryption":true}',
  })
  expect(unsigned.status).toBe(400)
  expect(await unsigned.text()).not.toContain('Value')
})
