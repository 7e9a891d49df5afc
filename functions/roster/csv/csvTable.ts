import { RosterFileError } from '../../../shared/domain/roster/rosterLearner.ts'
import { cutShort, duplicateColumn, emptyFile } from './csvProblems.ts'
import { csvScanner } from './csvRows.ts'
import { decodeText } from './decodeText.ts'

/** A row that isn't blank, with its number in the file. */
export type TableRow = { readonly row: number; readonly cells: readonly string[] }

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')

/** How many columns a header names. */
export const headerWidth = (header: readonly string[]): number => header.findLastIndex((name) => name.trim() !== '') + 1

/** Whether a row has a cell for every column, and nothing beyond them. */
export const fits = (cells: readonly string[], width: number): boolean =>
  cells.length === width || (cells.length > width && isBlank(cells.slice(width)))

/** What is thrown when a header stands twice. */
export const duplicate = (column: string): RosterFileError =>
  new RosterFileError('duplicate-column', duplicateColumn(column), { column })

/**
 * A CSV file's rows as its text comes, the header first, blank ones left out. Throws `RosterFileError` for a file that is
 * empty, broken or cut short, which may be at its very end.
 */
export async function* csvTable(
  bytes: AsyncIterable<Uint8Array>,
  onWindows1252: () => void,
): AsyncGenerator<readonly TableRow[]> {
  const scanner = csvScanner()
  let row = 0
  let width = 0
  const numbered = (rows: readonly string[][]): TableRow[] => {
    const filled: TableRow[] = []
    for (const cells of rows) {
      row += 1
      if (isBlank(cells)) continue
      if (width === 0) width = headerWidth(cells)
      filled.push({ row, cells })
    }
    return filled
  }
  for await (const text of decodeText(bytes, onWindows1252)) yield numbered(scanner.push(text))
  const last = scanner.end()
  if (width > 0 && last.some((cells) => cells.length < width && !isBlank(cells))) {
    throw new RosterFileError('cut-short', cutShort, { row: row + 1 })
  }
  yield numbered(last)
  if (width === 0) throw new RosterFileError('empty-file', emptyFile)
}
