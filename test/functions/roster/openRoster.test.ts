import { describe, expect, test } from 'vitest'
import { openRoster } from '../../../functions/roster/openRoster.ts'
import type { RosterItem } from '../../../shared/domain/roster/rosterLearner.ts'
import { header, joe } from './misReport/report.ts'
import { bundleOf, lines, oneOrg, today, users11 } from './oneRoster/bundle.ts'
import { zipped } from './zip/zipped.ts'

const users = lines(users11, 'u-1,,true,o-1,student,,Joe,Bloggs,7')
const files = Object.entries(bundleOf('1.1', { orgs: oneOrg, users }))
const packed = (folder: string) => files.map(([name, text]) => ({ name: `${folder}${name}.csv`, text }))

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const read = async (bytes: Uint8Array | AsyncIterable<Uint8Array>) => {
  const { about, items } = await openRoster(bytes, { today })
  const all: RosterItem[] = []
  for await (const item of items) all.push(item)
  return { format: about.format, learners: all.map((item) => item.kind === 'learner' && item.learner.legalSurname) }
}

describe('a roster is known by its first bytes', () => {
  const report = Buffer.from(`${header}\n${joe}\n`)

  test.each([1, 2, 3, 5, 1000])('in chunks of %i', async (size) => {
    expect(await read(inChunks(report, size))).toEqual({ format: 'mis-report', learners: ['Bloggs'] })
    expect(await read(inChunks(zipped(packed('')), size))).toEqual({ format: 'oneroster-1.1', learners: ['Bloggs'] })
  })

  test('or all at once', async () => {
    expect(await read(report)).toMatchObject({ format: 'mis-report' })
    expect(await read(zipped(packed('')))).toMatchObject({ format: 'oneroster-1.1' })
  })

  test('with a school’s own headers', async () => {
    const own = Buffer.from(`${header.replace('Adno', 'Rhif')}\n${joe}\n`)
    const { items } = await openRoster(own, { today, aliases: { admissionNumber: ['Rhif'] } })
    for await (const item of items) expect(item).toMatchObject({ kind: 'learner', learner: { sourcedId: null } })
  })

  test.each([
    ['nothing', '', 'empty-file'],
    ['two letters', 'PK', 'missing-column'],
    ['a zip’s four letters', 'PK\x03\x04', 'malformed-zip'],
  ])('of %s there is no roster', async (_, text, code) => {
    await expect(read(Buffer.from(text))).rejects.toMatchObject({ name: 'RosterFileError', code })
  })
})

describe('a zip file', () => {
  test('may have its bundle in a folder, and other things beside it', async () => {
    const beside = [
      { name: '__MACOSX/bundle/._users.csv', text: 'x' },
      { name: 'users.csv', text: 'not,these' },
      { name: 'bundle/notes/readme.txt', text: 'x' },
    ]
    expect(await read(zipped([...beside, ...packed('bundle/')]))).toEqual({
      format: 'oneroster-1.1',
      learners: ['Bloggs'],
    })
  })

  test.each([
    ['empty', 'missing-file', []],
    ['of School Data Sync files', 'missing-file', [{ name: 'users.csv', text: 'sourcedId,role\n1,Student\n' }]],
    ['with a bundle in a folder of a folder', 'missing-file', packed('a/b/')],
    ['with two bundles', 'unsafe-zip', [...packed('a/'), ...packed('b/')]],
    ['that is an Excel workbook', 'missing-file', [{ name: '[Content_Types].xml', text: '' }]],
  ])('%s is refused', async (_, code, entries) => {
    await expect(read(zipped(entries))).rejects.toMatchObject({ name: 'RosterFileError', code, file: 'manifest.csv' })
  })

  test('is not read on when it is too large', async () => {
    let asked = 0
    const endless = (async function* () {
      yield Buffer.from('PK\x03\x04')
      for (;;) {
        asked += 1
        yield new Uint8Array(1_048_576)
      }
    })()
    await expect(read(endless)).rejects.toMatchObject({ code: 'file-too-large' })
    expect(asked).toBe(64)
  })
})
