import type { RosterFiles } from '../rosterFiles.ts'
import { cellAt, readFile } from './bundle.ts'
import { absentFile, missingFile, noManifest, unknownMode, unknownVersion } from './bundleProblems.ts'

const modes = ['absent', 'bulk', 'delta'] as const

/** How a file of a bundle is to be read: everything there is, or what has changed. */
export type Mode = (typeof modes)[number]

/** What a bundle says of itself. */
export type Manifest = { readonly version: '1.1' | '1.2'; readonly modeOf: (file: string) => Mode }

const versionOf = (properties: ReadonlyMap<string, string>): Manifest['version'] => {
  if (!/^1(?:\.|$)/.test(properties.get('manifest.version') ?? '1')) throw unknownVersion('manifest.version')
  const version = /^1\.[12](?=\.|$)/.exec(properties.get('oneroster.version') ?? '')?.[0]
  if (version !== '1.1' && version !== '1.2') throw unknownVersion('oneroster.version')
  return version
}

/** Reads `manifest.csv`. Every file that it says is there must be; a file it doesn't name isn't read. */
export const readManifest = async (files: RosterFiles): Promise<Manifest> => {
  if (!files.has('manifest.csv')) throw noManifest()
  const properties = new Map<string, string>()
  for await (const { at, rows } of readFile({ files, warnings: [] }, 'manifest.csv', ['propertyName', 'value'])) {
    for (const { cells } of rows) properties.set(cellAt(cells, at.propertyName), cellAt(cells, at.value))
  }
  const version = versionOf(properties)
  const modeByFile = new Map<string, Mode>()
  for (const [property, value] of properties) {
    if (!property.startsWith('file.')) continue
    const file = `${property.slice(5)}.csv`
    const mode = modes.find((each) => each === value.toLowerCase())
    if (!mode) throw unknownMode(file)
    if (mode !== 'absent' && !files.has(file)) throw missingFile(file)
    modeByFile.set(file, mode)
  }
  const modeOf = (file: string) => modeByFile.get(file) ?? 'absent'
  const needed = version === '1.2' ? ['users.csv', 'roles.csv'] : ['users.csv']
  const absent = needed.find((file) => modeOf(file) === 'absent')
  // A delta in which nobody's role has changed needs no roles.
  if (absent && !(absent === 'roles.csv' && modeOf('users.csv') === 'delta')) throw absentFile(absent)
  return { version, modeOf }
}
