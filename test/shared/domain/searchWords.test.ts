import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesSearch, searchable, searchMatcher, searchWords } from '../../../shared/domain/searchWords.ts'

describe('matchesSearch', () => {
  test.each([
    ['sian', ['Siân', 'Jones']],
    ['LLYR', ['Llŷr', 'Jones']],
    ['Llŷr', ['Llyr', 'Jones']],
    ['obrien', ["O'Brien"]],
    ["o'brien", ["O'Brien"]],
    ['o’brien', ["O'Brien"]],
    ["o'brien", ['O’Brien']],
    ['brien', ['O’Brien']],
    ['o brien', ['O’Brien']],
    ['pughe', ['Evans-Pughe']],
    ['evans-pu', ['Evans-Pughe']],
    ['berg', ['van der Berg']],
    ['jon si', ['Siân', 'Jones']],
    ['siâ', ['Sia\u0302n']],
    ['john', ['St. John']],
    ['A801', ['A801200005001']],
    ['0012', ['001234']],
    ['  ', ['Jones']],
  ])('%j finds %j', (query, fields) => {
    expect(matchesSearch(query, fields)).toBe(true)
  })

  test.each([
    ['ones', ['Jones']],
    ['jones x', ['Siân', 'Jones']],
    ['rien', ["O'Brien"]],
    ['1234', ['001234']],
    ['jonesb', ['Jones', 'Brian']],
    ['s jones', ['Jones']],
  ])('%j does not find %j', (query, fields) => {
    expect(matchesSearch(query, fields)).toBe(false)
  })
})

test('every word of a text is found by each of its beginnings, in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 3 }), fc.nat(), (fields, seed) => {
      const words = fields.flatMap((field) => searchWords(field))
      const beginnings = words.map((word) =>
        Array.from(word)
          .slice(0, 1 + (seed % 5))
          .join(''),
      )
      expect(matchesSearch(beginnings.reverse().join(' '), fields)).toBe(true)
    }),
  )
})

test('one matcher serves many records', () => {
  const matches = searchMatcher('jo')
  expect(['Jones', 'Evans', 'Ap John'].map((name) => matches(searchable([name])))).toEqual([true, false, true])
})
