import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isZip, openZip, rosterZipLimits } from '../../../../functions/roster/zip/openZip.ts'
import type { ZipLimits } from '../../../../functions/roster/zip/zipDirectory.ts'
import { RosterFileError } from '../../../../shared/domain/roster/rosterLearner.ts'
import { type Packed, zipped } from './zipped.ts'

const contentsOf = async (zip: Uint8Array, limits?: ZipLimits): Promise<[string, string][]> => {
  const contents: [string, string][] = []
  for (const [name, bytes] of openZip(zip, limits)) {
    const pieces: Uint8Array[] = []
    for await (const piece of bytes) pieces.push(piece)
    contents.push([name, Buffer.concat(pieces).toString()])
  }
  return contents
}

const refusal = async (zip: Uint8Array, limits?: ZipLimits): Promise<RosterFileError> => {
  const error = await contentsOf(zip, limits).then(
    (contents) => new Error(`Read ${contents.length} files`),
    (cause: unknown) => cause,
  )
  if (!(error instanceof RosterFileError)) throw error
  return error
}

const small: ZipLimits = { entries: 3, entrySize: 4_000_000, totalSize: 6_000_000, ratio: 100 }
const users: Packed = { name: 'users.csv', text: 'sourcedId\nŷ\n' }

describe('a zip file', () => {
  test('gives back what was put into it, deflated or not, in any number of files', async () => {
    const file = fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 300 }), stored: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 8 }), fc.string({ maxLength: 20 }), async (files, comment) => {
        const named = files.map((each, index) => ({ ...each, name: `${index}.csv` }))
        const zip = zipped(named, comment)
        expect(isZip(zip)).toBe(true)
        expect(await contentsOf(zip)).toEqual(named.map(({ name, text }) => [name, text]))
      }),
    )
  })

  test('is read in pieces, and its folders are no files', async () => {
    const long = { name: 'a/long.csv', text: 'Llŷr,'.repeat(60_000) }
    const [[name, bytes] = []] = openZip(zipped([{ name: 'a/', text: '', stored: true }, long]))
    const sizes: number[] = []
    for await (const piece of bytes ?? []) sizes.push(piece.length)
    expect(name).toBe('a/long.csv')
    expect(sizes.length).toBeGreaterThan(4)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(65_536)
  })
})

describe('a zip file is refused', () => {
  const zip64 = Buffer.concat([zipped([users]).subarray(0, -22), Buffer.from('PK\x06\x07'.padEnd(20, '\0'))])
  const withZip64 = Buffer.concat([zip64, zipped([users]).subarray(-22)])
  const hidden = `PK\x03\x04${'\0'.repeat(22)}\x01\0\0\0bxyz`
  const overlapping = zipped([
    { name: 'a', text: hidden, stored: true },
    { name: 'b', text: 'xyz', stored: true, offset: 31 },
  ])
  const manyParts = zipped([users])
  manyParts.writeUInt16LE(1, manyParts.length - 18)

  test.each<[string, string, Uint8Array]>([
    ['that is none', 'malformed-zip', Buffer.from('PK\x03\x04 and then something else altogether')],
    ['that is empty bytes', 'malformed-zip', new Uint8Array()],
    ['with something behind it', 'malformed-zip', Buffer.concat([zipped([users]), Buffer.from('x')])],
    ['with a wrong check sum', 'malformed-zip', zipped([{ ...users, crc: 1 }])],
    ['that holds less than it says', 'malformed-zip', zipped([{ ...users, size: 99 }])],
    ['that holds more than it says', 'malformed-zip', zipped([{ ...users, size: 3 }])],
    ['with two names for one file', 'malformed-zip', zipped([{ ...users, localName: 'other.csv' }])],
    ['whose files overlap', 'malformed-zip', overlapping],
    ['whose files lie elsewhere', 'malformed-zip', zipped([{ ...users, offset: 9 }])],
    ['that is encrypted', 'unsupported-zip', zipped([{ ...users, flags: 1 }])],
    ['of another compression', 'unsupported-zip', zipped([{ ...users, method: 12 }])],
    ['of the kind zip64', 'unsupported-zip', withZip64],
    ['with a size for zip64', 'unsupported-zip', zipped([{ ...users, size: 0xffffffff }])],
    ['in several parts', 'unsupported-zip', manyParts],
    ['with two files of one name', 'unsafe-zip', zipped([users, { ...users, name: 'Users.csv' }])],
  ])('%s', async (_, code, zip) => {
    expect((await refusal(zip)).code).toBe(code)
  })

  test.each(['../users.csv', 'a/../users.csv', '/users.csv', 'C:users.csv', 'a\\users.csv', 'a//b', '.', 'a\0b', ''])(
    'with the name %j',
    async (name) => {
      expect((await refusal(zipped([{ ...users, name }]))).code).toBe('unsafe-zip')
    },
  )

  test('that would take too much: files, bytes of one, bytes of all, or a bomb', async () => {
    const named = (count: number, text: string) =>
      Array.from({ length: count }, (_, index) => ({ name: `${index}.csv`, text, stored: true }))
    expect(await contentsOf(zipped(named(3, 'x'.repeat(2_000_000))), small)).toHaveLength(3)
    expect((await refusal(zipped(named(4, 'x')), small)).code).toBe('file-too-large')
    expect((await refusal(zipped(named(1, 'x'.repeat(4_000_001))), small)).code).toBe('file-too-large')
    expect((await refusal(zipped(named(2, 'x'.repeat(3_000_001))), small)).code).toBe('file-too-large')
    expect((await refusal(zipped([{ ...users, text: 'x'.repeat(2_000_000) }]), small)).code).toBe('unsafe-zip')
  })

  test('says why in both languages', async () => {
    const { text } = await refusal(zipped([{ ...users, flags: 1 }]))
    expect(text).toEqual({ en: expect.stringContaining('password'), cy: expect.stringContaining('chyfrinair') })
  })

  test('wherever it is cut short', async () => {
    const zip = zipped([users, { name: 'orgs.csv', text: 'x', stored: true }])
    for (let length = 0; length < zip.length; length += 1) {
      expect((await refusal(zip.subarray(0, length))).code).toBe('malformed-zip')
    }
  })

  test('or is read within its limits, whatever its bytes are', async () => {
    const zip = zipped([
      { ...users, text: 'abc,'.repeat(40) },
      { name: 'a/orgs.csv', text: 'xy', stored: true },
    ])
    const change = fc.tuple(fc.nat(zip.length - 1), fc.nat(255))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = Buffer.from(zip)
        for (const [at, byte] of changes) changed[at] = byte
        const read = await contentsOf(changed, rosterZipLimits).catch((cause: unknown) => {
          if (!(cause instanceof RosterFileError)) throw cause
          return []
        })
        const texts = read.map(([, text]) => text)
        expect(texts.every((text) => text === 'xy' || text === 'abc,'.repeat(40))).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
