import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { displayNameOf, fold, hasLostLetters, isLossyCopy, keptName, nameKey } from '../../../shared/domain/names.ts'

const anyText = fc.string({ unit: 'binary' })
const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz '), minLength: 1, maxLength: 12 })
const byBytes = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other))

describe('keptName', () => {
  test.each([
    ["O'Brien", "O'Brien"],
    ['O’Brien', 'O’Brien'],
    ['ap Rhys', 'ap Rhys'],
    ['  van  der\tBerg \n', 'van der Berg'],
    ['Cerys\u00a0Haf', 'Cerys Haf'],
    ['Cer\u200bys', 'Cerys'],
    ['\u202eTomos\u202c', 'Tomos'],
    ['\ufeffElin\u0000', 'Elin'],
    ['Sia\u0302n', 'Siân'],
    ['Lly\u0302r', 'Llŷr'],
    ['伟', '伟'],
    ['X', 'X'],
    ['\u200b ', ''],
  ])('%j is kept as %j', (given, kept) => {
    expect(keptName(given)).toBe(kept)
  })

  test('keeps what it has kept, and decomposed and composed text alike', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(keptName(keptName(text))).toBe(keptName(text))
        expect(keptName(text.normalize('NFD'))).toBe(keptName(text.normalize('NFC')))
      }),
    )
  })
})

test('the display name has no stray space when there is only one name', () => {
  expect(displayNameOf('Siân', 'Llŷr')).toBe('Siân Llŷr')
  expect(displayNameOf('Suharto', '')).toBe('Suharto')
  expect(displayNameOf('', 'Suharto')).toBe('Suharto')
})

describe('fold', () => {
  test.each([
    ['Siân', 'sian'],
    ['LLŶR', 'llyr'],
    ['Gwenllïan', 'gwenllian'],
    ['O’Brien', "o'brien"],
    ['Łukasz Żółć', 'lukasz zolc'],
    ['Weiß', 'weiss'],
    ['WEIẞ', 'weiss'],
    ['Işık İpek', 'isik ipek'],
    ['Æsa Þór Søren Đặng', 'aesa thor soren dang'],
    ['Иванова', 'иванова'],
  ])('%s becomes %s', (given, folded) => {
    expect(fold(given)).toBe(folded)
  })

  test('folding twice changes nothing, and neither do case and composition', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text))
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')))
      }),
    )
    fc.assert(fc.property(letters, (text) => fold(text.toUpperCase()) === fold(text)))
  })
})

describe('nameKey', () => {
  test('orders by surname, then forename, whatever the case and accents', () => {
    const inOrder = [
      ['', 'Suharto'],
      ['Ap Rhys', 'Zoe'],
      ['ÂP RHYS', 'Zoë B'],
      ['Evans', 'siôn'],
      ['Evans', 'Siôn Aled'],
      ['Evans Jones', 'Aled'],
      ['Evans-Jones', 'Aled'],
      ['Evansen', 'Aled'],
      ['Łuczak', 'Anna'],
      ['Lund', 'Anna'],
    ] as const
    const keys = inOrder.map(([surname, forename]) => nameKey(surname, forename))
    expect([...keys].sort(byBytes)).toEqual(keys)
  })

  test('compares as its parts do', () => {
    fc.assert(
      fc.property(letters, letters, letters, letters, (surname, forename, otherSurname, otherForename) => {
        const bySurname = byBytes(fold(surname), fold(otherSurname))
        const expected = bySurname === 0 ? byBytes(fold(forename), fold(otherForename)) : bySurname
        expect(byBytes(nameKey(surname.toUpperCase(), forename), nameKey(otherSurname, otherForename))).toBe(expected)
      }),
    )
  })

  test('fits a sort key, however long the names are, and never splits a character', () => {
    const key = nameKey('𠮷'.repeat(300), '田'.repeat(300))
    expect(Buffer.byteLength(key)).toBe(100 * 4 + 1 + 100 * 3)
    expect(key.isWellFormed()).toBe(true)
  })
})

describe('names that lost letters on their way', () => {
  test.each([
    ['Llyr', 'Llŷr', true],
    ['Ll?r', 'Llŷr', true],
    ['Ll\ufffdr', 'Llŷr', true],
    ['Glyndwr', 'Glyndŵr', true],
    ['Llŷr', 'Llŷr', false],
    ['Llŷr', 'Llyr', false],
    ['Llyn', 'Llŷr', false],
    ['Llŷ?', 'Llŷr', false],
    ['Llyrs', 'Llŷr', false],
  ])('%s of %s: %s', (given, kept, lossy) => {
    expect(isLossyCopy(given, kept)).toBe(lossy)
  })

  test('a question mark tells that letters were lost', () => {
    expect(hasLostLetters('Ll?r')).toBe(true)
    expect(hasLostLetters('Llyr')).toBe(false)
  })
})
