import type { Consent } from './learner.ts'
import { fold } from './names.ts'

const answers: Readonly<Record<Consent, readonly string[]>> = {
  given: ['yes', 'y', 'true', '1', 'given', 'ie', 'ydy', 'ydyn', 'ydw', 'oes', 'do', 'rhoddwyd'],
  'not-given': [
    ...['no', 'n', 'false', '0', 'not given', 'refused'],
    ...['na', 'nage', 'naddo', 'nac ydy', 'nac ydyn', 'nac ydw', 'nac oes', 'nid yw', 'ni roddwyd', 'heb ei roi'],
    ...['gwrthodwyd'],
  ],
  withdrawn: [
    ...['withdrawn', 'withdrew', 'consent withdrawn'],
    ...['tynnwyd yn ol', "wedi'i dynnu yn ol", 'wedi ei dynnu yn ol', 'tynnwyd caniatad yn ol'],
  ],
  unknown: ['', '-', '?', 'unknown', 'not known', 'anhysbys', 'ddim yn gwybod', 'ddim yn hysbys'],
}

const meaning = new Map(
  (Object.entries(answers) as [Consent, readonly string[]][]).flatMap(([consent, words]) =>
    words.map((word) => [word, consent] as const),
  ),
)

/** Reads an answer about consent in English or Welsh; an empty one is `unknown`, one that means nothing is nothing. */
export const readConsent = (text: string): Consent | undefined => {
  const plain = fold(text)
    .replace(/[\s_]+|(?<=\w)-(?=\w)/g, ' ')
    .trim()
  return meaning.get(plain)
}
