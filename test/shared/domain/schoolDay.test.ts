import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  daysAfter,
  endOfSchoolDay,
  hasLeft,
  readRosterDate,
  schoolDayOf,
  startOfSchoolDay,
} from '../../../shared/domain/schoolDay.ts'

const instant = fc.date({ min: new Date('1980-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })

test.each([
  ['2026-01-15T23:59:59Z', '2026-01-15'],
  ['2026-07-15T22:59:59Z', '2026-07-15'],
  ['2026-07-15T23:00:00Z', '2026-07-16'],
  ['2026-03-29T00:30:00Z', '2026-03-29'],
  ['2026-10-24T23:30:00Z', '2026-10-25'],
])('at %s it is %s in London', (now, day) => {
  expect(schoolDayOf(new Date(now))).toBe(day)
})

test.each([
  ['2026-01-15', '2026-01-15T00:00:00.000Z', '2026-01-16T00:00:00.000Z'],
  ['2026-03-29', '2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'],
  ['2026-07-15', '2026-07-14T23:00:00.000Z', '2026-07-15T23:00:00.000Z'],
  ['2026-10-25', '2026-10-24T23:00:00.000Z', '2026-10-26T00:00:00.000Z'],
])('%s lasts from %s until %s', (day, start, end) => {
  expect(startOfSchoolDay(day).toISOString()).toBe(start)
  expect(endOfSchoolDay(day).toISOString()).toBe(end)
})

test('every instant is within its own day', () => {
  fc.assert(
    fc.property(instant, (now) => {
      const day = schoolDayOf(now)
      expect(startOfSchoolDay(day).getTime()).toBeLessThanOrEqual(now.getTime())
      expect(endOfSchoolDay(day).getTime()).toBeGreaterThan(now.getTime())
    }),
  )
})

test('the last day that can be written still ends after everything else', () => {
  expect(endOfSchoolDay('9999-12-31').toISOString() > '2026-07-18T00:00:00.000Z').toBe(true)
})

test('days are counted over months and leap years', () => {
  expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29')
  expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01')
  expect(daysAfter('2026-03-01', -1)).toBe('2026-02-28')
})

describe('readRosterDate', () => {
  test.each([
    ['31/07/2026', '2026-07-31'],
    ['1/9/2020', '2020-09-01'],
    [' 2026-07-31 ', '2026-07-31'],
    ['01/09/2020 00:00:00', '2020-09-01'],
    ['2020-09-01T00:00:00', '2020-09-01'],
    ['29/02/2028', '2028-02-29'],
  ])('%j is %s', (text, day) => {
    expect(readRosterDate(text)).toBe(day)
  })

  test.each([
    '',
    '29/02/2026',
    '31/04/2026',
    '2026-13-01',
    '2026-00-10',
    '00/01/2026',
    '1/9/20',
    '07/31/2026',
    '2026-7-1',
  ])('%j is no date', (text) => {
    expect(readRosterDate(text)).toBeUndefined()
  })

  test.each(['0001-01-01', '31/12/9999', '20260731', 'soon', '46234'])('%j is no date either', (text) => {
    expect(readRosterDate(text)).toBeUndefined()
  })

  test('reads every day in both forms', () => {
    fc.assert(
      fc.property(instant, (now) => {
        const day = now.toISOString().slice(0, 10)
        expect(readRosterDate(day)).toBe(day)
        expect(readRosterDate(day.split('-').reverse().join('/'))).toBe(day)
      }),
    )
  })
})

test('the day of leaving is still a school day', () => {
  expect(hasLeft('2026-07-17', '2026-07-17')).toBe(false)
  expect(hasLeft('2026-07-17', '2026-07-18')).toBe(true)
  expect(hasLeft('2027-07-17', '2026-07-18')).toBe(false)
  expect(hasLeft(null, '2026-07-18')).toBe(false)
  expect(hasLeft(undefined, '2026-07-18')).toBe(false)
})
