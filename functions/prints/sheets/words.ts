import type { Bilingual, Language } from '../../../shared/domain/language.ts'
import { readYearGroup, yearGroupName } from '../../../shared/domain/yearGroups.ts'

export const words = {
  signInDetails: { en: 'Sign-in details', cy: 'Manylion mewngofnodi' },
  classList: { en: 'Class list', cy: 'Rhestr dosbarth' },
  name: { en: 'Name', cy: 'Enw' },
  username: { en: 'Username', cy: 'Enw defnyddiwr' },
  password: { en: 'Password', cy: 'Cyfrinair' },
  registrationGroup: { en: 'Registration group', cy: 'Grŵp cofrestru' },
  dear: { en: 'Dear', cy: 'Annwyl' },
  nobody: { en: 'There are no learners to print.', cy: 'Nid oes dysgwyr i’w hargraffu.' },
  lackingLetter: { en: '□ is a letter that cannot be printed', cy: 'Mae □ yn llythyren na ellir ei hargraffu' },
  resetIt: { en: 'reset it to get a new one', cy: 'ailosodwch i gael un newydd' },
} satisfies Record<string, Bilingual>

/** Why there is no password to read on the print. */
export const reasons = {
  'not-available': { en: 'Not available', cy: 'Ddim ar gael' },
  'changed-by-user': { en: 'Changed by the user', cy: 'Newidiwyd gan y defnyddiwr' },
  unprintable: { en: 'Cannot be printed here', cy: 'Ni ellir ei argraffu yma' },
} satisfies Record<string, Bilingual>

/** The letter to a learner, as from a friendly grown-up. */
export const letter: Record<
  Language,
  { opening: string; signIn: string; steps: readonly string[]; keepSafe: string; advice: readonly string[] }
> = {
  cy: {
    opening: 'Dyma’r manylion sydd eu hangen arnat i fewngofnodi yn yr ysgol.',
    signIn: 'Sut i fewngofnodi',
    steps: [
      'Agora’r dudalen fewngofnodi y mae dy ddosbarth yn ei defnyddio.',
      'Teipia dy enw defnyddiwr fel y mae wedi’i argraffu uchod.',
      'Teipia dy gyfrinair. Mae priflythrennau, llythrennau bach a rhifau i gyd yn bwysig.',
    ],
    keepSafe: 'Cadwa dy gyfrinair yn ddiogel',
    advice: [
      'Mae dy gyfrinair yn gyfrinach. Ti a’r oedolion sy’n dy helpu yw’r unig rai a ddylai ei wybod.',
      'Paid â mewngofnodi fel rhywun arall, a phaid â gadael i neb fewngofnodi fel ti.',
      'Os wyt ti wedi’i anghofio, neu’n meddwl bod rhywun arall yn ei wybod, dyweda wrth aelod o staff. Fe gei di un newydd.',
      'Cadwa’r llythyr hwn mewn lle diogel.',
    ],
  },
  en: {
    opening: 'Here are the details that you need to sign in at school.',
    signIn: 'How to sign in',
    steps: [
      'Open the sign-in page that your class uses.',
      'Type your username as it is printed above.',
      'Type your password. Capital letters, small letters and numbers all matter.',
    ],
    keepSafe: 'Keep your password safe',
    advice: [
      'Your password is a secret. Only you and the grown-ups who help you should know it.',
      'Don’t sign in as someone else, and don’t let anyone sign in as you.',
      'If you forget it, or think that someone else knows it, tell a member of staff. You will get a new one.',
      'Keep this letter in a safe place.',
    ],
  },
}

const london = { timeZone: 'Europe/London', dateStyle: 'long' } as const
const dates = { en: new Intl.DateTimeFormat('en-GB', london), cy: new Intl.DateTimeFormat('cy-GB', london) }

/** The Europe/London day of printing, in words. */
export const printedOn = (at: Date): Bilingual => ({
  en: `Printed on ${dates.en.format(at)}`,
  cy: `Argraffwyd ar ${dates.cy.format(at)}`,
})

export const pageOf = (page: number, pages: number): Bilingual => ({
  en: `Page ${page} of ${pages}`,
  cy: `Tudalen ${page} o ${pages}`,
})

/** What people call a year group, or the text itself where it isn't one. */
export const yearName = (yearGroup: string): Bilingual => {
  const known = readYearGroup(yearGroup)
  return known ? yearGroupName(known) : { en: yearGroup, cy: yearGroup }
}
