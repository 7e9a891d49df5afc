import type { RosterFiles } from '../rosterFiles.ts'
import { excelWorkbook, severalManifests } from './bundleProblems.ts'

/** The files beside the manifest of a zip file, at its top or in one folder; whatever else there is, is left alone. */
export const bundleFolder = (files: RosterFiles): RosterFiles => {
  const manifests = [...files.keys()].filter((name) => /^(?:[^/]+\/)?manifest\.csv$/.test(name))
  if (manifests.length > 1) throw severalManifests()
  if (files.has('[Content_Types].xml')) throw excelWorkbook()
  const folder = (manifests[0] ?? '').replace('manifest.csv', '')
  return new Map(
    [...files].filter(([name]) => name.startsWith(folder)).map(([name, bytes]) => [name.slice(folder.length), bytes]),
  )
}
