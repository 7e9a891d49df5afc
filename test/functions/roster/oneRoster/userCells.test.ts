import { expect, test } from 'vitest'
import { lists, upnAmong, yearGroupOf } from '../../../../functions/roster/oneRoster/userCells.ts'

const joe = { upn: 'B801200005001', temporary: false }

test.each<[string, ReturnType<typeof upnAmong>]>([
  ['{UPN:B801200005001}', joe],
  ['{LDAP:jbloggs},{upn: b801200005001 }', joe],
  [`{"Unique Pupil Number":"B801200005001"}`, joe],
  ["'{UPN:B801200005001}'", joe],
  ['UPN:B801200005001', joe],
  ['{UPN:T20110001804V}', { upn: 'T20110001804V', temporary: true }],
  ['{UPN:}', null],
  ['{UPN:joe@ysgol.example}', null],
  ['{NotUPN2:B801200005001}', null],
  ['B801200005001', null],
  ['98861739', null],
  ['', null],
  ['{UPN:A801200005001}', undefined],
  ['{UPN:12}', undefined],
])('the unique pupil number of %j', (userIds, upn) => {
  expect(upnAmong(userIds)).toEqual(upn)
})

test('a list of ids without an end is no trap', () => {
  expect(upnAmong('a'.repeat(60_000))).toBeNull()
  expect(upnAmong(':'.repeat(60_000))).toBeNull()
})

test.each([
  ['07', '7'],
  ['7', '7'],
  ['13', '13'],
  ['KG', 'R'],
  ['kg', 'R'],
  ['PK', 'N2'],
  ['PR', 'N1'],
  ['IT', 'N1'],
  ['Year 7', '7'],
  ['"07"', '7'],
  ['07,7', '7'],
  ['', null],
  ['UG', null],
  ['Other', null],
  ['07,08', undefined],
  ['07,UG', undefined],
  ['15', undefined],
  ['x', undefined],
])('the year group of grades %j is %j', (grades, yearGroup) => {
  expect(yearGroupOf(grades)).toBe(yearGroup)
})

test.each([
  ['o-1', true],
  ['o-2,o-1', true],
  ['"o-2", "o-1"', true],
  ['o-10', false],
  ['o-10,xo-1', false],
  ['', false],
])('the list %j has o-1: %j', (cell, has) => {
  expect(lists(cell, 'o-1')).toBe(has)
})
