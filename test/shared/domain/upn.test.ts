import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readUpn, upnCheckLetter } from '../../../shared/domain/upn.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
const permanent = digits(12).map((twelve) => upnCheckLetter(twelve) + twelve)
const temporary = fc
  .tuple(digits(11), fc.constantFrom(...'ABCDEFGHJKLMNPQRTUVWXYZ'))
  .map(([eleven, last]) => upnCheckLetter(eleven + last) + eleven + last)

describe('readUpn', () => {
  test.each(['B801200005001', 'R201100018042', 'P207000016049'])('%s is a permanent one', (upn) => {
    expect(readUpn(upn)).toEqual({ upn, temporary: false })
  })

  test('a last letter makes it temporary', () => {
    expect(readUpn('T20110001804V')).toEqual({ upn: 'T20110001804V', temporary: true })
  })

  test('case and spaces around it do not matter', () => {
    expect(readUpn(' b801200005001 ')).toEqual({ upn: 'B801200005001', temporary: false })
  })

  test.each([
    ['A801200005001', 'wrong-check-letter'],
    ['Q207000016049', 'wrong-check-letter'],
    ['A999999500000', 'wrong-check-letter'],
    ['B80120000500', 'wrong-length'],
    ['B8012000050011', 'wrong-length'],
    ['', 'wrong-length'],
    ['I801200005001', 'wrong-characters'],
    ['B80120000500S', 'wrong-characters'],
    ['B8012000O5001', 'wrong-characters'],
    ['8801200005001', 'wrong-characters'],
    ['B80120000500١', 'wrong-characters'],
  ])('%s has a %s', (text, problem) => {
    expect(readUpn(text)).toBe(problem)
  })

  test('accepts every number that is made by the formula', () => {
    fc.assert(
      fc.property(permanent, temporary, (upn, passing) => {
        expect(readUpn(upn)).toEqual({ upn, temporary: false })
        expect(readUpn(passing)).toEqual({ upn: passing, temporary: true })
      }),
    )
  })

  test('catches every single digit that was changed, and every two neighbours that were swapped', () => {
    fc.assert(
      fc.property(permanent, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 }), (upn, place, more) => {
        const changed = (Number(upn.charAt(place)) + more) % 10
        expect(readUpn(upn.slice(0, place) + changed + upn.slice(place + 1))).toBe('wrong-check-letter')
      }),
    )
    fc.assert(
      fc.property(permanent, fc.integer({ min: 1, max: 11 }), (upn, place) => {
        fc.pre(upn.charAt(place) !== upn.charAt(place + 1))
        const swapped = upn.slice(0, place) + upn.charAt(place + 1) + upn.charAt(place) + upn.slice(place + 2)
        expect(readUpn(swapped)).toBe('wrong-check-letter')
      }),
    )
  })
})
