import type { Bilingual } from '../../../shared/domain/language.ts'
import { isTypeable } from './faces.ts'
import {
  colours,
  decorate,
  ending,
  inEach,
  type Paper,
  type Place,
  type Section,
  type Style,
  say,
  sayInLines,
  unitWidth,
  write,
} from './paper.ts'
import type { PrintedLearner, PrintedPassword } from './sheet.ts'
import { reasons, words, yearName } from './words.ts'

const smallest = 5

/** The password to print, or the reason why there is none; nothing for a print without passwords. */
export const passwordOrReason = (
  paper: Paper,
  password: PrintedPassword,
  width: number,
): { text: string } | { reason: Bilingual } | undefined => {
  if (password.kind === 'without') return undefined
  if (password.kind !== 'shown') return { reason: reasons[password.kind] }
  const text = password.text.normalize('NFC')
  const readable = isTypeable(text) && unitWidth(paper, text, 'monoBold') * smallest <= width
  return readable ? { text } : { reason: reasons.unprintable }
}

const withAdvice = (reason: Bilingual): Bilingual => ({
  en: `${reason.en} – ${words.resetIt.en}`,
  cy: `${reason.cy} – ${words.resetIt.cy}`,
})

/** Draws the box with username and password from the place's `y` down; `scale` 1 is for a card. Gives its lower edge. */
export const drawCredentials = (
  paper: Paper,
  parent: Section,
  learner: PrintedLearner,
  place: Place,
  scale: number,
): number => {
  const row = 41 * scale
  const inside = { x: place.x + 10 * scale, width: place.width - 20 * scale }
  const password = passwordOrReason(paper, learner.password, inside.width)
  const height = (password ? 2 : 1) * row + 7 * scale
  decorate(paper, (doc) => doc.roundedRect(place.x, place.y, place.width, height, 5 * scale).fill(colours.tint))

  const label = { face: 'sansBold', size: 7.5 * scale, colour: colours.accent } as const
  const secret = { face: 'monoBold', size: 19 * scale } as const
  const labelY = place.y + 14 * scale
  const valueY = place.y + 34 * scale
  say(paper, parent, 'P', words.username, { ...inside, y: labelY }, label)
  write(paper, parent, 'P', learner.username, { ...inside, y: valueY }, secret)
  if (password) say(paper, parent, 'P', words.password, { ...inside, y: labelY + row }, label)
  if (password && 'text' in password) {
    write(paper, parent, 'P', password.text, { ...inside, y: valueY + row }, secret)
  } else if (password) {
    const reason = withAdvice(password.reason)
    const y = valueY + row - (inEach(paper, reason).length > 1 ? 7 : 3) * scale
    sayInLines(paper, parent, 'P', reason, { ...inside, y }, { face: 'sans', size: 9 * scale, leading: 10.5 * scale })
  }
  return place.y + height
}

/** Writes year and registration group on one line: `Blwyddyn 7 / Year 7 · 7A`. */
export const sayGroups = (
  paper: Paper,
  parent: Section,
  { yearGroup, registrationGroup }: PrintedLearner,
  place: Place,
  style: Style,
): void => {
  const year = yearGroup === null ? { en: '', cy: '' } : yearName(yearGroup)
  const separator = yearGroup === null ? '' : ' · '
  say(
    paper,
    parent,
    'P',
    registrationGroup === null ? year : ending(paper, year, separator + registrationGroup),
    place,
    style,
  )
}
