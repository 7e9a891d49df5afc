import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { mockClient } from 'aws-sdk-client-mock'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { secretParameter } from '../../../shared/store/parameters.ts'

const ssm = mockClient(SSMClient)
const holding = (Value: string) => ({ Parameters: [{ Value }] })

beforeEach(() => {
  ssm.reset()
  vi.stubEnv('PARAMETER_PREFIX', '/allwedd')
})

afterAll(() => {
  ssm.restore()
})

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('secretParameter', () => {
  it('reads the secret once, decrypted', async () => {
    ssm.on(GetParametersCommand).resolves(holding(Buffer.alloc(32, 1).toString('base64')))
    const pepper = secretParameter('pepper')
    expect(ssm.calls()).toHaveLength(0)
    const [first, second] = await Promise.all([pepper(), pepper()])
    expect(first).toEqual([Buffer.alloc(32, 1)])
    expect(second).toBe(first)
    expect(ssm.commandCalls(GetParametersCommand).map(({ args }) => args[0].input)).toEqual([
      { Names: ['/allwedd/pepper'], WithDecryption: true },
    ])
  })

  it('reads several, the newest first, however they are set apart', async () => {
    const [newer, older] = [Buffer.alloc(32, 2), Buffer.alloc(32, 1)]
    ssm.on(GetParametersCommand).resolves(holding(`\n${newer.toString('base64')},\n ${older.toString('base64')}\n`))
    expect(await secretParameter('cursor-key')()).toEqual([newer, older])
  })

  it('tries again after a failure', async () => {
    ssm.on(GetParametersCommand).rejectsOnce(new Error('throttled')).resolves(holding('AAAA'))
    const pepper = secretParameter('pepper')
    await expect(pepper()).rejects.toThrow('throttled')
    expect(await pepper()).toEqual([Buffer.alloc(3)])
  })

  it('says what is missing', async () => {
    ssm.on(GetParametersCommand).resolves({ InvalidParameters: ['/allwedd/pepper'] })
    await expect(secretParameter('pepper')()).rejects.toThrow('The parameter /allwedd/pepper is missing')
    vi.stubEnv('PARAMETER_PREFIX', '')
    expect(() => secretParameter('pepper')).toThrow('The environment variable PARAMETER_PREFIX is missing')
  })
})
