import { describe, expect, test } from 'vitest'
import {
  isPrimaryYear,
  readYearGroup,
  yearGroupName,
  yearGroupOrder,
  yearGroups,
} from '../../../shared/domain/yearGroups.ts'

describe('readYearGroup', () => {
  test.each([
    ...['7', '07', 'Year 7', 'year  07', 'Yr 7', 'Y7', 'NC Year 7'].map((text) => [text, '7']),
    ...['Blwyddyn 7', 'BLWYDDYN 07', 'Bl 7', 'Bl. 7', 'Bl7', 'B7'].map((text) => [text, '7']),
    ...['R', 'r', 'Reception', 'Year R', 'YR', 'Derbyn', 'Dosbarth Derbyn'].map((text) => [text, 'R']),
    ...['N1', 'n1', 'Nursery 1', 'Meithrin 1', 'Dosbarth Meithrin 1', 'Blwyddyn Feithrin 1'].map((text) => [
      text,
      'N1',
    ]),
    ...['N2', 'Nursery 2', 'meithrin 2'].map((text) => [text, 'N2']),
    ['10', '10'],
    ['Year 14', '14'],
  ])('%j is %s', (text, id) => {
    expect(readYearGroup(text ?? '')).toBe(id)
  })

  test.each(['', '0', '15', '007', 'N3', 'N', 'Year', 'seven', '7A', '-7', '1 0'])('%j is none', (text) => {
    expect(readYearGroup(text)).toBeUndefined()
  })

  test('reads its own ids and names back, in both languages', () => {
    for (const id of yearGroups) {
      const { en, cy } = yearGroupName(id)
      expect([id, en, cy].map(readYearGroup)).toEqual([id, id, id])
    }
  })
})

test('year groups go from nursery to year 14, and an unknown one comes last', () => {
  const ids = ['14', '2', 'nobody', '10', 'R', 'N2', '1', 'N1']
  expect(ids.sort((one, other) => yearGroupOrder(one) - yearGroupOrder(other))).toEqual([
    'N1',
    'N2',
    'R',
    '1',
    '2',
    '10',
    '14',
    'nobody',
  ])
})

test('primary learners are those in nursery to year 6', () => {
  expect(yearGroups.filter(isPrimaryYear)).toEqual(['N1', 'N2', 'R', '1', '2', '3', '4', '5', '6'])
  expect(isPrimaryYear('nobody')).toBe(false)
})
