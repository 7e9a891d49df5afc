import { describe, expect, test } from 'vitest'
import { header, itemsOf, joe, learnersOf, problemsOf } from './report.ts'

const llyr = '000124,R201100018042,Llŷr,Siân,01/09/2021'
const report = `${header}\r\n${joe}\r\n${llyr}\r\n`
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

/** Siân O’Brien in the single bytes of Windows-1252. */
const narrow = Buffer.from(`${header}\r\n000124,R201100018042,O\x92Brien,Si\xe2n,01/09/2021\r\n`, 'latin1')

describe('the encoding is found out', () => {
  test.each([
    ['UTF-8', Buffer.from(report)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${report}`)],
    ['UTF-8, decomposed', Buffer.from(report.normalize('NFD'))],
    ['UTF-16LE with a mark', Buffer.from(`\ufeff${report}`, 'utf16le')],
    ['UTF-16BE with a mark', utf16be(`\ufeff${report}`)],
  ])('%s', async (_, bytes) => {
    const learners = await learnersOf(bytes)
    expect(learners.map((one) => `${one.legalForename} ${one.legalSurname}`)).toEqual(['Joe Bloggs', 'Siân Llŷr'])
    expect(await itemsOf(bytes, {}, 1)).toEqual(await itemsOf(bytes))
  })

  test('Windows-1252, with a warning that belongs to no row', async () => {
    for (const size of [1, 2, 3, 7, 1000]) {
      const items = await itemsOf(narrow, {}, size)
      expect(items).toMatchObject([
        { kind: 'learner', learner: { legalForename: 'Siân', legalSurname: 'O’Brien' } },
        { kind: 'warning', problem: { code: 'windows-1252' } },
      ])
    }
    expect(await problemsOf(narrow)).toEqual(['windows-1252'])
  })

  test('Windows-1252 whose only such letter is the very last byte', async () => {
    const items = await itemsOf(Buffer.from(`${header},Reg\n${joe},\xc9`, 'latin1'))
    expect(items[0]).toMatchObject({ kind: 'learner', learner: { registrationGroup: 'É' } })
  })
})

describe('a file is refused', () => {
  const sized = [1, 5, 10_000]
  test.each([
    [
      'malformed-file',
      'when it mixes encodings',
      Buffer.concat([Buffer.from(report), narrow.subarray(header.length + 2)]),
    ],
    ['malformed-file', 'when it is marked as UTF-8 and is not', Buffer.concat([Buffer.from('\ufeff'), narrow])],
    ['cut-short', 'when it ends within a letter', Buffer.from(`${report}000125,P207000016049,Llŷ`).subarray(0, -1)],
    ['cut-short', 'when its UTF-16 ends within a letter', Buffer.from(`\ufeff${report}`, 'utf16le').subarray(0, -1)],
  ])('%s: %s', async (code, _, bytes) => {
    for (const size of sized) await expect(itemsOf(bytes, {}, size)).rejects.toMatchObject({ code })
  })
})
