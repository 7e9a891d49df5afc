import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  brokenRules,
  normalisePassword,
  passwordFaults,
  policyMessages,
  policyRules,
} from '../../../../shared/domain/passwords/policy.ts'

const context = { username: 'BloggsJ2', schoolNames: ['Llŷr Valley Primary School', 'Ysgol Gynradd Pen-y-bont'] }
const broken = (password: string) => brokenRules(password, context)

describe('good passwords', () => {
  test.each([
    'RedTiger47',
    'Tŷ Gwyn 4 Ni',
    'ÉCOLEé22',
    'SummerHoliday26',
    'MyPassword Is Odd 9',
    'JoeBloggsJ2x',
    'ValleyOfLlyr77',
    'Primary Valley 3',
    '🦊🦊🦊🦊🦊Ab1',
    'Ab3456789x',
    'b8A7s6E5b4A3l2L9x',
  ])('%s', (password) => expect(broken(password)).toEqual([]))
})

describe('each rule', () => {
  test.each([
    ['Tiger47', ['too-short']],
    ['🦊🦊🦊🦊Ab1', ['too-short']],
    [`Tg4${'ŵ'.repeat(126)}`, ['too-long']],
    ['redtiger47', ['no-upper-case']],
    ['REDTIGER47', ['no-lower-case']],
    ['RedTigerFox', ['no-digit']],
    ['', ['too-short', 'no-upper-case', 'no-lower-case', 'no-digit']],
    ['Password123', ['common']],
    ['Pássword!9', ['common']],
    ['2026-Baseball!', ['common']],
    ['Qwerty123456', ['common']],
    ['BloggsJ2', ['username']],
    ['bLOGGSj2026!', ['username']],
    ['1Bloggs.J', ['username']],
    ['Llyr Valley Primary School 1', ['school-name']],
    ['LlŷrValley26', ['school-name']],
    ['Gynradd2026!', ['school-name']],
    ['Penybont2026', ['school-name']],
    ['Pen-y-Bont-1', ['school-name']],
    ['Summer2026', ['season-and-year']],
    ['Haf2026!', ['season-and-year']],
    ['Gwanwyn26!', ['season-and-year']],
    ['26-Rhagfyr', ['season-and-year']],
    ['password', ['no-upper-case', 'no-digit', 'common']],
  ])('%s breaks %j', (password, rules) => expect(broken(password)).toEqual(rules))

  test('at most 128 and at least 8 characters are allowed', () => {
    expect(broken(`Tg4${'ŵ'.repeat(125)}`)).toEqual([])
    expect(broken('Tigers47')).toEqual([])
  })

  test('accented capitals and digits of other scripts count', () => {
    expect(broken('Ŵŷŷŷŷŷŷ٣')).toEqual([])
  })

  test('an empty username or school name refuses nothing', () => {
    expect(brokenRules('12345678', { username: '', schoolNames: ['', ' - '] })).not.toContain('username')
    expect(brokenRules('12345678', { username: '99', schoolNames: ['', '7'] })).not.toContain('school-name')
  })
})

test('a password and its decomposed form get the same verdict', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 140 }), (password) => {
      expect(broken(password.normalize('NFD'))).toEqual(broken(password.normalize('NFC')))
      expect(normalisePassword(password.normalize('NFD'))).toBe(normalisePassword(password))
    }),
  )
})

test('letters added to a good password never make it too short or take a kind of character away', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zA-Z0-9 ŵŷ!]{0,40}$/), (more) => {
      expect(broken(`RedTiger47${more}`)).toEqual([])
    }),
  )
})

test('digits and signs around a username never make it good', () => {
  const decoration = fc.stringMatching(/^[0-9 !?.*-]{0,12}$/)
  fc.assert(
    fc.property(decoration, decoration, (before, after) => {
      expect(broken(`${before}BloggsJ${after}`)).toContain('username')
    }),
  )
})

test('each rule has a message of its own in both languages, and becomes a fault', () => {
  const texts = policyRules.flatMap((rule) => [policyMessages[rule].en, policyMessages[rule].cy])
  expect(new Set(texts).size).toBe(2 * policyRules.length)
  expect(passwordFaults('Tiger', context, '/password')).toEqual([
    { pointer: '/password', message: policyMessages['too-short'] },
    { pointer: '/password', message: policyMessages['no-digit'] },
  ])
  expect(passwordFaults('RedTiger47', context, '/password')).toEqual([])
})
