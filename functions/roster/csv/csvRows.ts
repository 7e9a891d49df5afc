import { RosterFileError } from '../../../shared/domain/roster/rosterLearner.ts'
import { brokenQuotes, cutShort, rowTooLong } from './csvProblems.ts'

const longestRow = 65_536
const mostColumns = 256

/** A CSV file's rows, handed out as far as its text has come. Blank lines are rows too, so that numbers stay true. */
export type CsvScanner = {
  readonly push: (text: string) => string[][]
  /** What is left when the text is over: a last row that no line break ended, if there is one. */
  readonly end: () => string[][]
}

type Scanned = { readonly cells: string[]; readonly next: number }

/** The delimiter that the header line uses most; a comma unless another is plainly meant. */
const delimiterOf = (header: string): string => {
  const count = (delimiter: string) => header.split(delimiter).length
  return [';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best), ',')
}

const lineEnd = (text: string, from: number): number => {
  if (text.charAt(from) === '\n') return from + 1
  return text.startsWith('\r\n', from) ? from + 2 : -1
}

const closingQuote = (text: string, opening: number): number => {
  let at = text.indexOf('"', opening + 1)
  while (at !== -1 && text.charAt(at + 1) === '"') at = text.indexOf('"', at + 2)
  return at
}

/** A row with quoted cells; nothing when the text ends before the row does. */
const quotedRow = (text: string, start: number, delimiter: string, row: number): Scanned | undefined => {
  const cells: string[] = []
  for (let at = start; ; at += 1) {
    if (text.charAt(at) === '"') {
      const closing = closingQuote(text, at)
      if (closing === -1) return undefined
      cells.push(text.slice(at + 1, closing).replaceAll('""', '"'))
      at = closing + 1
    } else {
      const newline = text.indexOf('\n', at)
      if (newline === -1) return undefined
      const separator = text.indexOf(delimiter, at)
      const last = separator === -1 || separator > newline
      const end = last ? newline - (newline > at && text.charAt(newline - 1) === '\r' ? 1 : 0) : separator
      cells.push(text.slice(at, end))
      at = end
    }
    if (text.charAt(at) === delimiter) continue
    const next = lineEnd(text, at)
    if (next !== -1) return { cells, next }
    if (at >= text.length - 1) return undefined
    throw new RosterFileError('malformed-file', brokenQuotes(row), { row })
  }
}

/** A scanner for RFC 4180 text, with comma, semicolon or tab; rows over 65,536 characters or 256 columns are refused. */
export const csvScanner = (): CsvScanner => {
  let rest = ''
  let delimiter: string | undefined
  let row = 1
  const tooLong = () => new RosterFileError('malformed-file', rowTooLong(row), { row })

  const push = (text: string): string[][] => {
    const buffer = rest + text
    const rows: string[][] = []
    let at = 0
    let quote = buffer.indexOf('"')
    for (let newline = buffer.indexOf('\n'); newline !== -1; newline = buffer.indexOf('\n', at)) {
      const start = at
      delimiter ??= delimiterOf(buffer.slice(at, newline))
      if (quote !== -1 && quote < at) quote = buffer.indexOf('"', at)
      if (quote === -1 || quote > newline) {
        const end = buffer.charAt(newline - 1) === '\r' && newline > at ? newline - 1 : newline
        rows.push(buffer.slice(at, end).split(delimiter))
        at = newline + 1
      } else {
        const scanned = quotedRow(buffer, at, delimiter, row)
        if (!scanned) break
        rows.push(scanned.cells)
        at = scanned.next
      }
      if (at - start > longestRow || (rows.at(-1)?.length ?? 0) > mostColumns) throw tooLong()
      row += 1
    }
    rest = buffer.slice(at)
    if (rest.length > longestRow) throw tooLong()
    return rows
  }

  const end = (): string[][] => {
    if (rest === '') return []
    const rows = push('\n')
    if (rest !== '') throw new RosterFileError('cut-short', cutShort, { row })
    return rows
  }
  return { push, end }
}
