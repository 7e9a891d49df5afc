import { describe, expect, it } from 'vitest'
import { drawable, isTypeable, visible } from '../../../../functions/prints/sheets/faces.ts'
import { monoBold } from '../../../../functions/prints/sheets/fonts/monoBold.ts'
import { sans } from '../../../../functions/prints/sheets/fonts/sans.ts'
import { renderSheet } from '../../../../functions/prints/sheets/renderSheet.ts'
import { readPdf } from './readPdf.ts'

const lettersOf = (covers: string): string[] => {
  const covered = new RegExp(`^[${covers}]$`, 'u')
  const all = Array.from({ length: 0x3000 }, (_, codePoint) => String.fromCodePoint(codePoint))
  return all.filter((letter) => covered.test(letter) && visible(letter) === letter && !/\p{M}/u.test(letter))
}

describe('the faces', () => {
  it('draw every letter that they say they have, and every letter reads back as itself', async () => {
    const names = lettersOf(sans.covers).map((letter) => `A${letter}Z`)
    const usernames = lettersOf(monoBold.covers).map((letter) => `B${letter}Z`)
    expect(names.length).toBeGreaterThan(1300)
    expect(usernames.length).toBeGreaterThan(1100)
    const { pdf } = await renderSheet({
      layout: 'list',
      language: 'en',
      schoolName: { cy: 'Ysgol', en: 'School' },
      printedAt: new Date('2026-09-01T08:00:00Z'),
      learners: names.map((displayName, i) => ({
        displayName,
        username: usernames[i] ?? 'BZ',
        yearGroup: null,
        registrationGroup: null,
        password: { kind: 'without' },
      })),
    })
    const read = new Set(readPdf(pdf).pages.flatMap((page) => page.map(({ text }) => text)))
    expect([...names, ...usernames].filter((text) => !read.has(text))).toEqual([])
  })

  it('have the letters of Welsh and of its neighbours', () => {
    const letters = 'âêîôûŵŷÂÊÎÔÛŴŶáéíóúẃýäëïöüẅÿàèìòùẁỳŁłŻżŚśĆćŐőŞşȘșȚțĞğİıĐđẠạỘộ’‘“”–—…€'
    for (const face of ['sans', 'sansBold', 'monoBold'] as const) expect(drawable(letters, face)).toBe(letters)
    expect(drawable('Nguyễn Ẵ', 'sansBold')).toBe('Nguyễn Ẵ')
  })

  it('put a box for each letter that they lack', () => {
    expect(drawable('Lee 李 😀', 'sans')).toBe('Lee □ □')
  })
})

describe('a visible text', () => {
  it.each([
    ['Llŷr', 'Llŷr'],
    ['Lly\u0302r', 'Llŷr'],
    [' a \t\r\n b\u00a0c ', 'a b c'],
    ['a\u202eb\u2066c\u200fd\ufeffe', 'abcd e'],
    ['\ud800x\u0000\u0085', 'x'],
    ['👩\u200d🏫\ufe0f', '👩🏫'],
  ])('of %j is %j', (text, expected) => {
    expect(visible(text)).toBe(expected)
  })
})

describe('a password on paper', () => {
  it.each(['MelynAfal47', 'Gŵydd a Chath 1', 'Gw\u0302ydd12A', '¬`|~"£$%^&*()'])('can be typed: %j', (password) => {
    expect(isTypeable(password)).toBe(true)
  })

  it.each(['Abc12345\u200b', ' Abc12345', 'Abc12345 ', 'Abc  12345', 'Abc\t12345', 'Abc12345漢', 'Abc\u202e12345'])(
    'cannot be typed: %j',
    (password) => {
      expect(isTypeable(password)).toBe(false)
    },
  )
})
