import { describe, expect, test } from 'vitest'
import { commonPasswords } from '../../../../shared/domain/passwords/commonPasswords.ts'
import { isRude, rudeFragments } from '../../../../shared/domain/passwords/rudeWords.ts'
import { welshWords } from '../../../../shared/domain/passwords/words.cy.ts'
import { englishWords } from '../../../../shared/domain/passwords/words.en.ts'

describe.each([
  ['English', englishWords],
  ['Welsh', welshWords],
])('%s words', (_, words) => {
  test('are at least 1,500, each once, in alphabetical order', () => {
    expect(words.length).toBeGreaterThanOrEqual(1_500)
    expect(words).toEqual([...new Set(words)].sort())
  })

  test('are short and plain, without look-alikes, and clean', () => {
    expect(words.filter((word) => !/^(?![io])[a-km-z]{3,7}$/.test(word))).toEqual([])
    expect(words.filter(isRude)).toEqual([])
  })

  test('give passwords of at least 27 bits once rude and common pairs are taken out', () => {
    const rudeAtTheBorder = (fragment: string) =>
      [...fragment].slice(1).reduce((pairs, _, at) => {
        const [end, start] = [fragment.slice(0, at + 1), fragment.slice(at + 1)]
        return (
          pairs +
          words.filter((word) => word.endsWith(end)).length * words.filter((word) => word.startsWith(start)).length
        )
      }, 0)
    const rudePairs = rudeFragments.reduce((pairs, fragment) => pairs + rudeAtTheBorder(fragment), 0)
    const pairs = words.length ** 2 - rudePairs - commonPasswords.size
    const digitPairs = 8 * 8 - 2
    expect(Math.log2(pairs * digitPairs)).toBeGreaterThanOrEqual(27)
    expect(rudePairs / words.length ** 2).toBeLessThan(0.01)
  })
})

test('no word is in both lists: passwords of one language are never those of the other', () => {
  const english = new Set(englishWords)
  expect(welshWords.filter((word) => english.has(word))).toEqual([])
})

test('rude words show in either language, in any case, and across the border between two words', () => {
  expect(['HatsHit', 'CupIss', 'FFWC', 'TeaPutain', 'RedTiger69'].map(isRude)).toEqual([true, true, true, true, true])
  expect(['RedTiger47', 'MorgrugCoch32', ''].map(isRude)).toEqual([false, false, false])
})
