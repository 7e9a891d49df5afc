import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvScanner } from '../../../../functions/roster/csv/csvRows.ts'

const rowsOf = (...pieces: string[]): string[][] => {
  const scanner = csvScanner()
  return [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end()]
}

const written = (rows: readonly (readonly string[])[], delimiter: string, lineBreak: string): string =>
  rows
    .map((row) =>
      row.map((cell) => (/["\r\n,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter),
    )
    .join(lineBreak)

const cell = fc.string({ unit: fc.constantFrom('a', 'ŷ', '"', ',', ';', '\n', '\r', ' '), maxLength: 5 })
const table = fc.tuple(fc.constant(['x', 'y', 'z']), fc.tuple(cell, cell, cell), fc.tuple(cell, cell, fc.constant('e')))

describe('csvScanner', () => {
  test('reads back what was written, wherever its text is divided', () => {
    const breaks = fc.constantFrom('\n', '\r\n')
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t'), breaks, fc.boolean(), (rows, delimiter, lineBreak, ended) => {
        const text = written(rows, delimiter, lineBreak) + (ended ? lineBreak : '')
        expect(rowsOf(text)).toEqual(rows)
        expect(rowsOf(...text.split(''))).toEqual(rows)
        for (let at = 0; at <= text.length; at += 1) expect(rowsOf(text.slice(0, at), text.slice(at))).toEqual(rows)
      }),
    )
  })

  test.each([
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a;b\n1,0;2',
      [
        ['a', 'b'],
        ['1,0', '2'],
      ],
    ],
    [
      'a\tb\n1\t',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    ['a,b\n\n,\n', [['a', 'b'], [''], ['', '']]],
    [
      '"a","b"\n"1""2",""\n',
      [
        ['a', 'b'],
        ['1"2', ''],
      ],
    ],
    [
      'a,b\nAnn "Nan",x\n',
      [
        ['a', 'b'],
        ['Ann "Nan"', 'x'],
      ],
    ],
    ['', []],
  ])('%j', (text, rows) => {
    expect(rowsOf(text)).toEqual(rows)
  })
})
