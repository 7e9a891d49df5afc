import { expect, test } from 'vitest'
import { readEnrolmentStatus } from '../../../../shared/domain/roster/enrolmentStatus.ts'

test.each([
  ['C', 'C'],
  ['m', 'M'],
  ['Current', 'C'],
  ['C - Current (Single Registration)', 'C'],
  ['Subsidiary', 'S'],
  ['Gwestai', 'G'],
])('%s is %s', (text, status) => {
  expect(readEnrolmentStatus(text)).toBe(status)
})

test.each(['', 'X', 'CM', 'currently'])('%j is none', (text) => {
  expect(readEnrolmentStatus(text)).toBeUndefined()
})
