import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

export type KeyFile = {
  readonly masterKey: Buffer
  /** Parameter Store's secrets, by name. */
  readonly parameters: ReadonlyMap<string, string>
}

type Content = { readonly masterKey: string; readonly parameters: Readonly<Record<string, string>> }

const random = () => randomBytes(32).toString('base64')

/** Opens the file of secrets (mode 0600) or makes it; each parameter that it doesn't have yet gets 32 random bytes, in base64. */
export const openKeyFile = (path: string, parameterNames: readonly string[]): KeyFile => {
  const before: Content = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : { masterKey: random(), parameters: {} }
  const fresh = Object.fromEntries(parameterNames.map((name) => [name, random()]))
  const content: Content = { masterKey: before.masterKey, parameters: { ...fresh, ...before.parameters } }
  writeFileSync(`${path}.new`, JSON.stringify(content, null, 2), { mode: 0o600, flush: true })
  chmodSync(`${path}.new`, 0o600)
  renameSync(`${path}.new`, path)
  return {
    masterKey: Buffer.from(content.masterKey, 'base64'),
    parameters: new Map(Object.entries(content.parameters)),
  }
}
