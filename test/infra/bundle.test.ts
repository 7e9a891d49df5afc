import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bundles, bundleFunctions } from '../../infra/bundle.ts'
import { entries } from '../../infra/stacks.ts'

const sheet = 'functions/prints/sheets/renderSheet.ts'

let bundles: Bundles
beforeAll(async () => {
  bundles = await bundleFunctions([...entries, sheet])
})

afterAll(() => bundles.remove())

const fileOf = (entry: string) => join(bundles.folderOf(entry), 'index.mjs')

/** Runs a script in a Node of its own, with nothing of this project but the bundles. */
const run = (script: string, files: readonly string[]): string => {
  const urls = files.map((file) => pathToFileURL(file).href)
  return execFileSync(process.execPath, ['--input-type=module', '--eval', script, ...urls], { encoding: 'utf8' })
}

test('every bundle has a handler, and stands on nothing but Node', () => {
  const kinds = run(
    'for (const url of process.argv.slice(1)) console.log(typeof (await import(url)).handler)',
    entries.map(fileOf),
  )
  expect(kinds.trim().split('\n')).toEqual(entries.map(() => 'function'))
})

test.each(entries)("%s loads Node's own modules when it uses them", (entry) => {
  expect(readFileSync(fileOf(entry), 'utf8')).not.toMatch(/\b(from|import)\s*["']node:/)
})

test.each(entries)('%s is small enough to start fast', (entry) => {
  expect(bundles.bytes[entry]).toBeLessThan(entry.includes('printLearners') ? 2_500_000 : 1_000_000)
})

test('the bundle of a print brings its fonts along', () => {
  const script = `
    const { renderSheet } = await import(process.argv[1])
    const learner = { displayName: 'Llŷr ap Rhys', username: 'RhysL', yearGroup: '7', registrationGroup: '7A',
      password: { kind: 'shown', text: 'Ŵy42' } }
    const { pdf } = await renderSheet({ layout: 'cards', language: 'cy-en', schoolName: { en: 'School', cy: 'Ysgol' },
      printedAt: new Date(0), learners: [learner] })
    console.log(Buffer.from(pdf).subarray(0, 5).toString())`
  expect(run(script, [fileOf(sheet)])).toBe('%PDF-\n')
})
