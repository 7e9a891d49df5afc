import { RosterFileError, type RosterItem } from '../../../shared/domain/roster/rosterLearner.ts'
import { windows1252Warning } from '../csv/csvProblems.ts'
import { csvTable, headerWidth } from '../csv/csvTable.ts'
import { noLearners } from '../rowProblems.ts'
import { findColumns, type HeaderAliases } from './misColumns.ts'
import { misRowReader } from './misRow.ts'

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
  let learners = 0
  let readRow: ReturnType<typeof misRowReader> | undefined
  const onWindows1252 = () => {
    windows1252 = true
  }
  for await (const rows of csvTable(bytes, onWindows1252)) {
    for (const { cells, row } of rows) {
      if (readRow) {
        learners += 1
        yield readRow(cells, row)
      } else readRow = misRowReader(findColumns(cells, aliases), headerWidth(cells))
    }
  }
  if (windows1252) yield { kind: 'warning', problem: windows1252Warning }
  if (learners === 0) throw new RosterFileError('no-learners', noLearners)
}
