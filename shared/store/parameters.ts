import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { setting } from './environment.ts'

export type SecretParameter = 'pepper' | 'cursor-key'

let client: SSMClient | undefined

/**
 * Reads a secret from Parameter Store, once for the life of the function; a failed read is tried again at the next use.
 * The value is base64; where one secret is being replaced by another there are several, the newest first.
 */
export const secretParameter = (name: SecretParameter): (() => Promise<Buffer[]>) => {
  const path = `${setting('PARAMETER_PREFIX')}/${name}`
  let read: Promise<Buffer[]> | undefined
  const load = async () => {
    client ??= new SSMClient({})
    const { Parameters } = await client.send(new GetParametersCommand({ Names: [path], WithDecryption: true }))
    const value = Parameters?.[0]?.Value
    if (!value) throw new Error(`The parameter ${path} is missing`)
    return value
      .trim()
      .split(/[\s,]+/)
      .map((part) => Buffer.from(part, 'base64'))
  }
  return () => {
    read ??= load().catch((error: unknown) => {
      read = undefined
      throw error
    })
    return read
  }
}
