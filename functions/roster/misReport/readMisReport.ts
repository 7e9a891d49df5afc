import { RosterFileError, type RosterItem } from '../../../shared/domain/roster/rosterLearner.ts'
import { csvScanner } from './csvRows.ts'
import { decodeText } from './decodeText.ts'
import { findColumns, type HeaderAliases } from './misColumns.ts'
import { cutShort, emptyFile, noLearners, windows1252Warning } from './misProblems.ts'
import { misRowReader } from './misRow.ts'

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')

/**
 * Reads the report that a school's management system exports: CSV with one header row and one row for each learner.
 * Streams: memory doesn't grow with the file. Throws `RosterFileError` as soon as the file as a whole proves wrong, which may be
 * at its very end: nothing may be done with the learners before the stream is over.
 */
export async function* readMisReport(
  bytes: AsyncIterable<Uint8Array>,
  aliases: HeaderAliases = {},
): AsyncGenerator<RosterItem> {
  let windows1252 = false
  let row = 0
  let width = 0
  let learners = 0
  let readRow: ReturnType<typeof misRowReader> | undefined
  const scanner = csvScanner()

  const itemsIn = function* (rows: readonly string[][]): Generator<RosterItem> {
    for (const cells of rows) {
      row += 1
      if (isBlank(cells)) continue
      if (!readRow) {
        width = cells.findLastIndex((header) => header.trim() !== '') + 1
        readRow = misRowReader(findColumns(cells, aliases), width)
        continue
      }
      learners += 1
      yield readRow(cells, row)
    }
  }

  for await (const text of decodeText(bytes, () => {
    windows1252 = true
  })) {
    yield* itemsIn(scanner.push(text))
  }
  const last = scanner.end()
  if (readRow && last.some((cells) => cells.length < width && !isBlank(cells))) {
    throw new RosterFileError('cut-short', cutShort, { row: row + 1 })
  }
  yield* itemsIn(last)
  if (windows1252) yield { kind: 'warning', problem: windows1252Warning }
  if (!readRow) throw new RosterFileError('empty-file', emptyFile)
  if (learners === 0) throw new RosterFileError('no-learners', noLearners)
}
