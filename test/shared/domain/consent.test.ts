import { expect, test } from 'vitest'
import { readConsent } from '../../../shared/domain/consent.ts'

test.each([
  ...['Yes', 'Y', 'given', 'Ie', 'Ydy', 'Oes', ' OES '].map((text) => [text, 'given']),
  ...['No', 'n', 'Not given', 'not-given', 'Na', 'Nac ydy', 'nac  oes', 'Naddo'].map((text) => [text, 'not-given']),
  ...['Withdrawn', 'Tynnwyd yn ôl', 'TYNNWYD YN OL', 'Wedi’i dynnu yn ôl'].map((text) => [text, 'withdrawn']),
  ...['', '-', 'Unknown', 'Anhysbys'].map((text) => [text, 'unknown']),
])('%j means %s', (text, consent) => {
  expect(readConsent(text ?? '')).toBe(consent)
})

test.each(['maybe', 'yes and no', 'withdrawn?'])('%j means nothing', (text) => {
  expect(readConsent(text)).toBeUndefined()
})
