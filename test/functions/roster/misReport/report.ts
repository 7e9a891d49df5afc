import type { HeaderAliases } from '../../../../functions/roster/misReport/misColumns.ts'
import { readMisReport } from '../../../../functions/roster/misReport/readMisReport.ts'
import type { RosterItem, RosterLearner } from '../../../../shared/domain/roster/rosterLearner.ts'

/** The shortest header that a report may have, and a good row under it. */
export const header = 'Adno,UPN,Legal Surname,Legal Forename,Date of admission'
export const joe = '000123,B801200005001,Bloggs,Joe,01/09/2021'

export async function* chunksOf(bytes: Uint8Array, size = bytes.length || 1): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** Everything that the reader makes of a report, given as text (UTF-8) or bytes. */
export const itemsOf = async (report: string | Uint8Array, aliases?: HeaderAliases, chunk?: number) => {
  const bytes = typeof report === 'string' ? Buffer.from(report) : report
  const items: RosterItem[] = []
  for await (const item of readMisReport(chunksOf(bytes, chunk), aliases)) items.push(item)
  return items
}

/** The learners of a report in which nothing else may be found. */
export const learnersOf = async (report: string | Uint8Array, aliases?: HeaderAliases): Promise<RosterLearner[]> => {
  const items = await itemsOf(report, aliases)
  return items.map((item) => {
    if (item.kind !== 'learner') throw new Error(JSON.stringify(item))
    return item.learner
  })
}

/** The codes, rows and columns of a report's problems, in order. */
export const problemsOf = async (report: string | Uint8Array): Promise<string[]> => {
  const items = await itemsOf(report)
  const problems = items.flatMap((item) =>
    item.kind === 'held' ? item.problems : item.kind === 'warning' ? [item.problem] : [],
  )
  return problems.map(({ code, row, column }) => [row, code, column].filter((part) => part !== undefined).join(' '))
}
