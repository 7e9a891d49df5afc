import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderSheet } from '../../../../functions/prints/sheets/renderSheet.ts'
import type { PrintedLearner, PrintedPassword, PrintSheet } from '../../../../functions/prints/sheets/sheet.ts'
import { printLanguages, printLayouts } from '../../../../shared/domain/print.ts'
import { type Printed, readPdf } from './readPdf.ts'

const learner = (changes: Partial<PrintedLearner> = {}): PrintedLearner => ({
  displayName: 'Siân Llŷr',
  username: 'LlyrS',
  yearGroup: '7',
  registrationGroup: '7A',
  password: { kind: 'shown', text: 'MelynAfal47' },
  ...changes,
})

const sheet = (changes: Partial<PrintSheet> = {}): PrintSheet => ({
  layout: 'cards',
  language: 'cy-en',
  schoolName: { cy: 'Ysgol Glan-yr-Afon', en: 'Riverside School' },
  groupName: '7A',
  printedAt: new Date('2026-09-01T23:30:00Z'),
  learners: [learner()],
  ...changes,
})

const print = async (changes: Partial<PrintSheet> = {}) => {
  const { pdf, pages } = await renderSheet(sheet(changes))
  const read = readPdf(pdf)
  expect(read.pages.length).toBe(pages)
  return { ...read, texts: read.pages.flat().map(({ text }) => text) }
}

const manyLearners = (count: number) => Array.from({ length: count }, (_, i) => learner({ username: `LlyrS${i}` }))

describe.each(printLayouts)('%s', (layout) => {
  it.each(printLanguages)('names learner, username, password, school and day in %s', async (language) => {
    const { texts } = await print({ layout, language })
    const all = texts.join('\n')
    expect(all).toContain('Siân Llŷr')
    expect(texts).toContain('LlyrS')
    expect(texts).toContain('MelynAfal47')
    expect(all.includes('Ysgol Glan-yr-Afon')).toBe(language !== 'en')
    expect(all.includes('Riverside School')).toBe(language !== 'cy')
    expect(all.includes('Enw defnyddiwr')).toBe(language !== 'en')
    expect(all.includes('Username')).toBe(language !== 'cy')
    expect(all.includes('Argraffwyd ar 2 Medi 2026')).toBe(language !== 'en')
    expect(all.includes('Printed on 2 September 2026')).toBe(language !== 'cy')
  })

  it('puts Welsh first', async () => {
    const { texts } = await print({ layout })
    expect(texts.findIndex((text) => text.includes('Cyfrinair'))).toBeLessThan(
      texts.findIndex((text) => text.includes('Password')),
    )
    expect(texts[0]).toBe('Ysgol Glan-yr-Afon')
  })

  it.each<[PrintedPassword['kind'], string, string]>([
    ['not-available', 'Ddim ar gael', 'Not available'],
    ['changed-by-user', 'Newidiwyd gan y defnyddiwr', 'Changed by the user'],
  ])('prints the reason in place of a password that is %s', async (kind, cy, en) => {
    const { texts } = await print({ layout, learners: [learner({ password: { kind } as PrintedPassword })] })
    expect(texts.some((text) => text.startsWith(cy))).toBe(true)
    expect(texts.some((text) => text.startsWith(en))).toBe(true)
  })

  it('has no word about passwords beside the credentials of a print without them', async () => {
    const { texts } = await print({ layout, learners: [learner({ password: { kind: 'without' } })] })
    expect(texts).toContain('Enw defnyddiwr')
    expect(texts).not.toContain('Cyfrinair')
    expect(texts.map((text) => text.replace(/^ \/ /, ''))).not.toContain('Password')
  })

  it('prints letters of every alphabet that the fonts have, and composes those that come apart', async () => {
    const names = ['Ŵyn Ŷ ŵŷẃẁẅ', 'Łukasz Żółć', 'Nguyễn Thị Ánh', 'Ștefan Țîru', 'Олександр', 'Ελένη', 'O’Brien–Ó']
    const learners = [...names, 'Lly\u0302r'].map((displayName) => learner({ displayName }))
    const { texts } = await print({ layout, learners })
    for (const name of [...names, 'Llŷr']) expect(texts.some((text) => text.includes(name))).toBe(true)
  })

  it('says so where letters are lacking, and keeps them in the text layer', async () => {
    const { texts, actualTexts } = await print({ layout, learners: [learner({ displayName: '王小明' })] })
    expect(texts.some((text) => text.includes('□□□'))).toBe(true)
    expect(texts).toContain('Mae □ yn llythyren na ellir ei hargraffu')
    expect(actualTexts.some((text) => text.includes('王小明'))).toBe(true)
  })

  it('strips control, bidi and other invisible characters', async () => {
    const displayName = '\u202eSi\u0000ân\u200b \u2066Ll\u00adŷr\u2069\u0007\ud800\n\t'
    const { texts } = await print({ layout, learners: [learner({ displayName, username: 'Llyr\u202eS\u0000' })] })
    expect(texts.some((text) => text.includes('Siân Llŷr'))).toBe(true)
    expect(texts).toContain('LlyrS')
  })

  it('calls a learner whose name cannot be seen by the username', async () => {
    const { texts } = await print({ layout, learners: [learner({ displayName: '\u200b' })] })
    expect(texts.filter((text) => text.includes('LlyrS')).length).toBe(2)
  })

  it.each(['Afal\u200bau123', 'Two  Spaces1', ' Leading1', '密码Abc12345', 'Aa1'.repeat(60)])(
    'does not print the password %j, which nobody could type from paper',
    async (text) => {
      const { texts } = await print({ layout, learners: [learner({ password: { kind: 'shown', text } })] })
      expect(texts.some((printed) => printed.startsWith('Cannot be printed here'))).toBe(true)
      expect(texts.some((printed) => printed.includes(text.slice(0, 4)))).toBe(false)
    },
  )

  it.each(['Gŵydd a Chath 12', 'Il1O0~{}[]^\\', 'Aa1Bb2Cc3'.repeat(4)])(
    'prints the password %s whole',
    async (text) => {
      const { texts } = await print({ layout, learners: [learner({ password: { kind: 'shown', text } })] })
      expect(texts).toContain(text)
    },
  )

  it('stays one page when there is nobody to print', async () => {
    const { texts, pages } = await print({ layout, learners: [] })
    expect(pages.length).toBe(1)
    expect(texts).toEqual(['Nid oes dysgwyr i’w hargraffu.', 'There are no learners to print.'])
  })

  it('has a title and a language, and no names in its metadata', async () => {
    const { raw } = await print({ layout, language: 'en' })
    expect(raw).toMatch(/\/Lang \(en-GB\)/)
    expect(raw).toContain('(Sign-in details)')
    expect(raw).toContain('/Marked true')
    expect(raw).not.toMatch(/LlyrS|Riverside|MelynAfal|7A/)
  })

  it('renders whatever people are called, inside the page', async () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 90 })
    const anyLearner = fc.record({
      displayName: anyText,
      username: fc.oneof(anyText, fc.string({ unit: fc.constantFrom('W', 'i'), minLength: 1, maxLength: 65 })),
      yearGroup: fc.option(anyText),
      registrationGroup: fc.option(anyText),
      password: anyText.map((text): PrintedPassword => ({ kind: 'shown', text })),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(anyLearner, { minLength: 1, maxLength: 3 }), anyText, async (learners, groupName) => {
        const { pages } = await print({ layout, learners, groupName })
        for (const { x, right, y } of pages.flat()) {
          expect(x).toBeGreaterThanOrEqual(20)
          expect(right).toBeLessThanOrEqual(595.28 - 20)
          expect(y).toBeLessThan(830)
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('pages', () => {
  it.each([
    ['cards', 8, 1],
    ['cards', 9, 2],
    ['list', 30, 1],
    ['list', 31, 2],
    ['one-per-page', 3, 3],
  ] as const)('of %s for %i learners: %i', async (layout, count, expected) => {
    const { pages, texts } = await print({ layout, learners: manyLearners(count) })
    expect(pages.length).toBe(expected)
    expect(texts.filter((text) => /^LlyrS\d+$/.test(text))).toEqual(manyLearners(count).map(({ username }) => username))
  })

  it('of the list each have heading, titles and number', async () => {
    const { pages } = await print({ layout: 'list', language: 'en', learners: manyLearners(61) })
    for (const [i, page] of pages.entries()) {
      const texts = page.map(({ text }) => text)
      expect(texts).toEqual(
        expect.arrayContaining(['Class list – 7A', 'Name', 'Username', 'Password', 'Registration group']),
      )
      expect(texts).toContain(`Page ${i + 1} of 3`)
    }
  })
})

describe('long names', () => {
  const overlap = (a: Printed, b: Printed) =>
    a.x + 0.1 < b.right && b.x + 0.1 < a.right && a.y - 0.7 * a.size < b.y && b.y - 0.7 * b.size < a.y
  const names = [
    'W'.repeat(60),
    'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
    'Anna Maria '.repeat(6),
    'Wy',
  ]

  it.each(printLayouts)('never touch another text of %s', async (layout) => {
    const learners = names.flatMap((displayName) => [
      learner({ displayName, username: 'W'.repeat(61) }),
      learner({ displayName, password: { kind: 'changed-by-user' } }),
    ])
    const { pages, texts } = await print({
      layout,
      learners,
      schoolName: { cy: 'Ysgol '.repeat(12), en: 'School '.repeat(9) },
    })
    for (const page of pages) {
      const pairs = page.flatMap((a, i) => page.slice(i + 1).map((b): [Printed, Printed] => [a, b]))
      expect(pairs.filter(([a, b]) => overlap(a, b))).toEqual([])
    }
    expect(texts).toContain('W'.repeat(61))
  })

  it('stay inside their card, on the larger side', async () => {
    const { pages } = await print({ learners: names.map((displayName) => learner({ displayName })) })
    for (const { x, right } of pages.flat()) expect(Math.floor(x / 297.64)).toBe(Math.floor(right / 297.64))
    const sizes = names.map((name) => pages.flat().find(({ text }) => text.startsWith(name.slice(0, 6)))?.size)
    expect(sizes).toEqual([10, 10, 10, 16])
  })

  it('that are cut short end in an ellipsis', async () => {
    const { texts } = await print({ layout: 'list', learners: [learner({ displayName: 'W'.repeat(60) })] })
    expect(texts.some((text) => /^W+…$/.test(text))).toBe(true)
  })
})
