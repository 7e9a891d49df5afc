import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { openRoster } from '../../../../functions/roster/openRoster.ts'
import type { RosterItem } from '../../../../shared/domain/roster/rosterLearner.ts'
import { upnCheckLetter } from '../../../../shared/domain/upn.ts'
import { yearGroups } from '../../../../shared/domain/yearGroups.ts'
import { zipped } from '../zip/zipped.ts'
import { bundleOf, today } from './bundle.ts'

const name = fc.constantFrom('Siân', 'Llŷr', "O'Brien", 'ap "Rhys"', 'van der Berg', 'X', 'Ng, Jr', '李')
const upn = fc.integer({ min: 0, max: 99_999_999 }).map((number) => {
  const twelve = `6600${String(number).padStart(8, '0')}`
  return `${upnCheckLetter(twelve)}${twelve}`
})
const learner = fc.record({
  ours: fc.boolean(),
  forename: name,
  surname: name,
  upn: fc.option(upn),
  yearGroup: fc.constantFrom(...yearGroups),
  enabled: fc.boolean(),
  homeroom: fc.option(fc.constantFrom('7A', '7B')),
  classes: fc.subarray(['Ma1', 'En1', 'Cy1']),
})
type Someone = ReturnType<typeof learner.generate>['value']
type Row = Readonly<Record<string, string>>

const quoted = (cell: string): string => (/["\r\n,]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Rows as CSV, their columns in another order than the records have them, and with one that nobody knows. */
const written = (columns: readonly string[], rows: readonly Row[], turn: number, lineBreak: string): string => {
  const turned = [...columns.slice(turn % columns.length), 'metadata.x', ...columns.slice(0, turn % columns.length)]
  const body = rows.map((row) => turned.map((column) => quoted(row[column] ?? '')).join(','))
  return ['\ufeff', [turned.join(','), ...body].join(lineBreak), lineBreak].join('')
}

const orgOf = ({ ours }: Someone) => (ours ? 'o-1' : 'o-2')
const classId = (org: string, title: string) => `class-${org}-${title}`

const tablesOf = (people: readonly Someone[], version: string) => {
  const users = people.map((one, index) => ({
    sourcedId: `a-long-user-id-${index}`,
    enabledUser: String(one.enabled),
    givenName: one.forename,
    familyName: one.surname,
    userIds: one.upn === null ? '{Other:1}' : `{Other:1},{UPN:${one.upn}}`,
    grades: one.yearGroup.padStart(2, '0').replace('0R', 'KG').replace('N1', 'PR').replace('N2', 'PK'),
    ...(version === '1.1' ? { orgSourcedIds: orgOf(one), role: 'student' } : {}),
  }))
  const orgs = ['o-1', 'o-2'].map((id) => ({ sourcedId: id, type: 'school', identifier: id }))
  const classes = orgs.flatMap(({ sourcedId: schoolSourcedId }) =>
    ['7A', '7B', 'Ma1', 'En1', 'Cy1'].map((title) => {
      const classType = title.startsWith('7') ? 'homeroom' : 'scheduled'
      return { sourcedId: classId(schoolSourcedId, title), title, classType, schoolSourcedId }
    }),
  )
  const enrollments = people.flatMap((one, index) =>
    [...(one.homeroom === null ? [] : [one.homeroom]), ...one.classes].map((title) => ({
      classSourcedId: classId(orgOf(one), title),
      userSourcedId: `a-long-user-id-${index}`,
      role: 'student',
    })),
  )
  const roles = people.map((one, index) => ({
    userSourcedId: `a-long-user-id-${index}`,
    role: 'student',
    orgSourcedId: orgOf(one),
  }))
  return { users, orgs, classes, enrollments, ...(version === '1.1' ? {} : { roles }) }
}

const expected = (people: readonly Someone[]) =>
  people.flatMap((one, index) =>
    one.ours
      ? {
          sourcedId: `a-long-user-id-${index}`,
          upn: one.upn,
          legalForename: one.forename,
          legalSurname: one.surname,
          yearGroup: one.yearGroup,
          registrationGroup: one.homeroom,
          teachingClasses: one.classes,
          enabled: one.enabled,
        }
      : [],
  )

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

test('what was written as a bundle of either version is read back, for one school and the other', async () => {
  const style = fc.record({
    version: fc.constantFrom('1.1', '1.2'),
    turn: fc.nat(10),
    lineBreak: fc.constantFrom('\n', '\r\n'),
    chunk: fc.integer({ min: 1, max: 4000 }),
  })
  const someone = learner.map((one) => ({ ...one, ours: true }))
  const people = fc.tuple(fc.array(learner, { maxLength: 12 }), someone).map(([some, last]) => [...some, last])
  await fc.assert(
    fc.asyncProperty(people, style, async (all, { version, turn, lineBreak, chunk }) => {
      const files = Object.fromEntries(
        Object.entries(tablesOf(all, version)).map(([file, rows]) => {
          const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
          const always = file === 'enrollments' ? ['classSourcedId', 'userSourcedId', 'role'] : columns
          return [file, written(always, rows, turn, lineBreak)]
        }),
      )
      const bundle = Object.entries(bundleOf(version, files))
      const zip = zipped(bundle.map(([file, text]) => ({ name: `folder/${file}.csv`, text })))
      const items: RosterItem[] = []
      const { about, items: read } = await openRoster(inChunks(zip, chunk), { today, schoolNumber: '1' })
      for await (const item of read) items.push(item)
      expect(about).toMatchObject({ format: `oneroster-${version}`, complete: true, schoolNumbers: ['1', '2'] })
      expect(items).toMatchObject(expected(all).map((one) => ({ kind: 'learner', learner: one })))
    }),
  )
})
