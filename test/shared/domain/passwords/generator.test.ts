import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generatePassword, mostPlaces, passwordForPlace } from '../../../../shared/domain/passwords/generator.ts'
import { brokenRules } from '../../../../shared/domain/passwords/policy.ts'
import { isRude } from '../../../../shared/domain/passwords/rudeWords.ts'
import { welshWords } from '../../../../shared/domain/passwords/words.cy.ts'
import { englishWords } from '../../../../shared/domain/passwords/words.en.ts'
import type { Random } from '../../../../shared/domain/random.ts'

const nobody = { username: '', schoolNames: [] }
const languages = ['en', 'cy', 'either'] as const

/** A repeatable source: a Weyl sequence, well mixed. */
const seeded = (seed: number): Random => {
  let state = seed
  return (bound) => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) % bound
  }
}

const listed = { en: new Set(englishWords), cy: new Set(welshWords) }
const languageOf = (password: string) => {
  const words = (password.match(/[A-Z][a-z]+/g) ?? []).map((word) => word.toLowerCase())
  return (['en', 'cy'] as const).find((language) => words.every((word) => listed[language].has(word)))
}

const expectGood = (password: string) => {
  expect(password).toMatch(/^([A-HJ-NP-Z][a-km-z]{2,6}){2}[2-9]{2}$/)
  expect(brokenRules(password, nobody)).toEqual([])
  expect(isRude(password)).toBe(false)
  expect(languageOf(password)).toBeDefined()
}

describe.each(languages)('a password in %s', (language) => {
  test('is two words of one list and two digits, easy to read, clean and within the policy', () => {
    fc.assert(fc.property(fc.integer(), (seed) => expectGood(generatePassword(seeded(seed), language))))
  })

  test('is another one for every place of a job, whatever its start, even when a place is drawn twice', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), fc.integer({ min: 1, max: 2_500 }), (seed, start, places) => {
        const random = seeded(seed)
        const placeOf = new Map<string, number>()
        for (const place of [...Array(places).keys(), ...Array(places).keys()]) {
          const password = passwordForPlace(random, start, place, language)
          const pair = password.slice(0, -2)
          if ((placeOf.get(pair) ?? place) !== place) throw new Error(`${pair} is of two places`)
          placeOf.set(pair, place)
          if (place % 500 === 0) expectGood(password)
        }
        expect(placeOf.size).toBeGreaterThanOrEqual(places)
      }),
      { numRuns: 8 },
    )
  })
})

test('each language keeps to its own list, and either gives both', () => {
  const languagesOf = (language: 'en' | 'cy' | 'either') =>
    new Set(Array.from({ length: 200 }, (_, seed) => languageOf(generatePassword(seeded(seed), language))))
  expect(languagesOf('en')).toEqual(new Set(['en']))
  expect(languagesOf('cy')).toEqual(new Set(['cy']))
  expect(languagesOf('either')).toEqual(new Set(['en', 'cy']))
})

test('two places never share a pair of words, however often they are drawn', () => {
  const random = seeded(7)
  const pairsOf = (place: number) =>
    new Set(Array.from({ length: 4_000 }, () => passwordForPlace(random, 4_000, place, 'cy').slice(0, -2)))
  const [one, other] = [pairsOf(0), pairsOf(96)]
  expect([...one].filter((pair) => other.has(pair))).toEqual([])
  expect(one.size).toBeGreaterThan(700)
})

test('the start and the place alone do not give the password', () => {
  const passwords = Array.from({ length: 50 }, (_, seed) => passwordForPlace(seeded(seed), 12, 3, 'en'))
  expect(new Set(passwords).size).toBeGreaterThan(45)
})

test('what is the username or in the school’s name is drawn again', () => {
  const first = generatePassword(seeded(1), 'en')
  const words = first.slice(0, -2)
  expect(generatePassword(seeded(1), 'en', { username: words, schoolNames: [] }).slice(0, -2)).not.toBe(words)
  expect(generatePassword(seeded(1), 'en', { username: '', schoolNames: [words] }).slice(0, -2)).not.toBe(words)
})

test('a place outside the job’s bounds is refused', () => {
  for (const place of [-1, 0.5, mostPlaces]) {
    expect(() => passwordForPlace(seeded(1), 0, place, 'en')).toThrow(RangeError)
  }
  expect(passwordForPlace(seeded(1), 2 ** 40 + 5, mostPlaces - 1, 'en')).toMatch(/[2-9]{2}$/)
})
