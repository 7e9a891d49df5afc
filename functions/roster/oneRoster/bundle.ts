import { RosterFileError, type RosterProblem } from '../../../shared/domain/roster/rosterLearner.ts'
import { missingColumns, windows1252Warning } from '../csv/csvProblems.ts'
import { csvTable, duplicate, headerWidth, type TableRow } from '../csv/csvTable.ts'
import type { RosterFiles } from '../rosterFiles.ts'
import { fileTooLarge } from '../rowProblems.ts'
import { inFile, missingFile } from './bundleProblems.ts'
import type { Manifest } from './manifest.ts'

/** A bundle that is being read for one day, and the warnings that have come up so far. */
export type Bundle = {
  readonly files: RosterFiles
  readonly manifest: Manifest
  readonly today: string
  readonly warnings: RosterProblem[]
}

/** Where a file's columns are; -1 for one that isn't there. */
export type Places<Name extends string> = Readonly<Record<Name, number>>

type Rows<Name extends string> = {
  readonly at: Places<Name>
  readonly width: number
  readonly rows: readonly TableRow[]
}

/** The cell at a place; empty where there is no such column. */
export const cellAt = (cells: readonly string[], place: number): string => cells[place]?.trim() ?? ''

// A cell is a slice of the text it came from, and would keep that whole piece of the file in memory.
/** A cell's text for keeping. */
export const kept = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1))

const mostKept = 500_000

/** Refuses a file of which more would have to be kept than any school or authority has. */
export const checkKept = (kept: { readonly size: number }, file: string): void => {
  if (kept.size > mostKept) throw inFile(file, new RosterFileError('file-too-large', fileTooLarge))
}

const placesOf = <Name extends string>(header: readonly string[], needed: readonly Name[], extra: readonly Name[]) => {
  const missing = needed.filter((name) => !header.includes(name))
  if (missing[0]) throw new RosterFileError('missing-column', missingColumns(missing), { column: missing[0] })
  const twice = [...needed, ...extra].find((name) => header.indexOf(name) !== header.lastIndexOf(name))
  if (twice) throw duplicate(twice)
  return Object.fromEntries([...needed, ...extra].map((name) => [name, header.indexOf(name)])) as Places<Name>
}

/** Reads one file of a bundle, whatever its manifest says: its rows as they come, and where these columns are. */
export async function* readFile<Name extends string>(
  { files, warnings }: Pick<Bundle, 'files' | 'warnings'>,
  file: string,
  needed: readonly Name[],
  extra: readonly Name[] = [],
): AsyncGenerator<Rows<Name>> {
  const bytes = files.get(file)
  if (!bytes) throw missingFile(file)
  let width = 0
  let at: Places<Name> | undefined
  const onWindows1252 = () => {
    if (!warnings.includes(windows1252Warning)) warnings.push(windows1252Warning)
  }
  try {
    for await (const rows of csvTable(bytes, onWindows1252)) {
      if (at) yield { at, width, rows }
      else if (rows[0]) {
        width = headerWidth(rows[0].cells)
        at = placesOf(rows[0].cells, needed, extra)
        yield { at, width, rows: rows.slice(1) }
      }
    }
  } catch (error) {
    throw error instanceof RosterFileError && error.file === undefined ? inFile(file, error) : error
  }
}

type StatusOr<Name extends string> = Name | 'status'

/**
 * Calls back with each row of a file that the manifest says is there, `tobedeleted` ones too where it is a delta; in a
 * bulk file they are as good as not there.
 */
export const eachRow = async <Name extends string>(
  bundle: Bundle,
  file: string,
  needed: readonly Name[],
  extra: readonly Name[],
  visit: (cell: (name: Name) => string, row: number, deleted: boolean) => void,
): Promise<void> => {
  const mode = bundle.manifest.modeOf(file)
  if (mode === 'absent') return
  const delta = mode === 'delta'
  const [always, perhaps]: StatusOr<Name>[][] = delta
    ? [[...needed, 'status'], [...extra]]
    : [[...needed], [...extra, 'status']]
  for await (const { at, rows } of readFile<StatusOr<Name>>(bundle, file, always ?? [], perhaps)) {
    for (const { cells, row } of rows) {
      const deleted = isDeleted(cellAt(cells, at.status))
      if (delta || !deleted) visit((name) => cellAt(cells, at[name]), row, deleted)
    }
  }
}

/** Whether a status says that its row is to be deleted. */
export const isDeleted = (status: string): boolean => status !== '' && status.toLowerCase() === 'tobedeleted'
