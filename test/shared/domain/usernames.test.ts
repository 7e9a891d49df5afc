import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { usernameFor, usernameKey, usernameStem } from '../../../shared/domain/usernames.ts'

describe('usernameStem', () => {
  test.each([
    ['Joe', 'Bloggs', 'BloggsJ'],
    ['siân', 'Llŷr', 'LlyrS'],
    ['Rhodri', 'ap Iorwerth', 'ApIorwerthR'],
    ['Niamh', "O'Brien", 'OBrienN'],
    ['Niamh', 'O’Brien', 'OBrienN'],
    ['Jan', 'van der Berg', 'VanderBergJ'],
    ['Mary-Jane', 'Evans-Pughe', 'EvansPugheM'],
    ['Łukasz', 'Żółć', 'ZolcL'],
    ['Jürgen', 'Weiß', 'WeissJ'],
    ['Þóra', 'Ægisdóttir', 'AegisdottirT'],
    ['İpek', 'Işık', 'IsikI'],
    ['J', 'Xu', 'XuJ'],
    ['Suharto', '', 'Suharto'],
    ['', 'Suharto', 'Suharto'],
    ['Ann', '王', 'Ann'],
    ['伟', 'Wang', 'Wang'],
    ['伟', '王', 'learner'],
    ['Мария', 'Иванова', 'learner'],
    ['X', 'Musk3', 'MuskX'],
  ])('%s %s is %s', (forename, surname, stem) => {
    expect(usernameStem(forename, surname)).toBe(stem)
  })

  test('is ASCII letters, begins with a capital, and is bounded, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (forename, surname) => {
        expect(usernameStem(forename, surname)).toMatch(/^(?:[A-Z][A-Za-z]{0,39}|learner)$/)
        expect(usernameStem(forename.normalize('NFD'), surname)).toBe(usernameStem(forename.normalize('NFC'), surname))
      }),
    )
    expect(usernameStem('Tomos', 'a'.repeat(60))).toBe(`A${'a'.repeat(38)}T`)
  })
})

test('the first holder of a stem has no number', () => {
  expect([1, 2, 10].map((number) => usernameFor('BloggsJ', number))).toEqual(['BloggsJ', 'BloggsJ2', 'BloggsJ10'])
})

test('two stems never give one username', () => {
  const stems = fc.stringMatching(/^[A-Z][a-z]{0,4}$/)
  fc.assert(
    fc.property(
      stems,
      stems,
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 200 }),
      (one, other, n, m) => {
        fc.pre(one !== other || n !== m)
        expect(usernameFor(one, n)).not.toBe(usernameFor(other, m))
      },
    ),
  )
})

test('usernames are the same whatever their case and composition', () => {
  expect(usernameKey('BLOGGSj2')).toBe(usernameKey('BloggsJ2'))
  expect(usernameKey('ŴYN')).toBe(usernameKey('w\u0302yn'))
  expect(usernameKey('BloggsJ')).not.toBe(usernameKey('BloggsJ2'))
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => usernameKey(usernameKey(text)) === usernameKey(text)))
})
