import { expect, test } from 'vitest'
import { bundleOf, type Files, itemsOf, lines, manifestOf, oneOrg, orgs, users11 } from './bundle.ts'

const users = lines(users11, 'u-1,,true,o-1,student,,Joe,Bloggs,7')
const good = bundleOf('1.1', { orgs: oneOrg, users })
const modes = { orgs: 'bulk', users: 'bulk' }
const without = (file: string): Files => Object.fromEntries(Object.entries(good).filter(([name]) => name !== file))

test('the good one is read', async () => {
  expect(await itemsOf(good)).toHaveLength(1)
})

test.each<[string, string, string, Files]>([
  ['without a manifest', 'missing-file', 'manifest.csv', without('manifest')],
  ['without a file of its manifest', 'missing-file', 'users.csv', without('users')],
  ['without any file of its manifest', 'missing-file', 'courses.csv', bundleWith({ courses: 'bulk' })],
  ['without users by its manifest', 'missing-file', 'users.csv', bundleWith({ users: 'absent' })],
  ['of 1.2 without roles', 'missing-file', 'roles.csv', { ...good, manifest: manifestOf('1.2', modes) }],
  ['of another version', 'unknown-version', 'manifest.csv', { ...good, manifest: manifestOf('1.0', modes) }],
  ['of a version to come', 'unknown-version', 'manifest.csv', { ...good, manifest: manifestOf('1.20', modes) }],
  [
    'without a version',
    'unknown-version',
    'manifest.csv',
    { ...good, manifest: 'propertyName,value\nfile.users,bulk' },
  ],
  ['with a manifest to come', 'unknown-version', 'manifest.csv', changed('manifest', 'version,1.0', 'version,2.0')],
  ['with an unknown mode', 'malformed-file', 'manifest.csv', bundleWith({ orgs: 'full' })],
  ['with a manifest of something else', 'missing-column', 'manifest.csv', { ...good, manifest: 'a,b\n1,2\n' }],
  ['with an empty file', 'empty-file', 'users.csv', { ...good, users: '' }],
  ['without learners', 'no-learners', 'users.csv', { ...good, users: lines(users11) }],
  ['with users of other schools alone', 'no-learners', 'users.csv', changed('users', 'o-1', 'o-2')],
  ['without a school', 'unknown-school', 'orgs.csv', changed('orgs', 'school', 'district')],
  ['with several schools', 'unknown-school', 'orgs.csv', { ...good, orgs }],
  ['without a needed column', 'missing-column', 'users.csv', changed('users', 'sourcedId', 'sourcedid')],
  ['with a column twice', 'duplicate-column', 'users.csv', changed('users', 'status', 'grades')],
  ['cut short', 'cut-short', 'users.csv', { ...good, users: `${users}u-2,,tr` }],
  ['with broken quotes', 'malformed-file', 'users.csv', { ...good, users: `${users}"u"-2,\r\n` }],
  ['with one endless row', 'malformed-file', 'orgs.csv', { ...good, orgs: `${oneOrg}${'x'.repeat(70_000)}` }],
])('a bundle %s is refused', async (_, code, file, files) => {
  const error = await itemsOf(files).catch((cause: unknown) => cause)
  expect(error).toMatchObject({ name: 'RosterFileError', code, file })
  const { en, cy } = (error as { text: { en: string; cy: string } }).text
  expect(en).not.toBe(cy)
  expect([en, cy].every((text) => text.length > 20)).toBe(true)
})

test('a bundle with more schools than can be kept is refused', async () => {
  const rows = Array.from({ length: 500_001 }, (_, index) => `${index},school,`)
  await expect(itemsOf({ ...good, orgs: `sourcedId,type,identifier\n${rows.join('\n')}\n` })).rejects.toMatchObject({
    code: 'file-too-large',
    file: 'orgs.csv',
  })
})

test('a school that several have the number of is not chosen', async () => {
  const twice = orgs.replace('6600002', '6600001')
  await expect(itemsOf({ ...good, orgs: twice }, { schoolNumber: '6600001' })).rejects.toMatchObject({
    code: 'unknown-school',
  })
})

function bundleWith(other: Readonly<Record<string, string>>): Files {
  return { ...good, manifest: manifestOf('1.1', { ...modes, ...other }) }
}

function changed(file: string, from: string, to: string): Files {
  return { ...good, [file]: good[file]?.replace(from, to) ?? '' }
}
