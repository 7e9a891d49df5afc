import type { Language } from '../../../shared/domain/language.ts'
import { drawCredentials, sayGroups } from './credentials.ts'
import { lacksLetters } from './faces.ts'
import { broken, writeName } from './names.ts'
import {
  a4,
  colours,
  decorate,
  draw,
  open,
  type Paper,
  type Place,
  type Section,
  type Style,
  say,
  sayInLines,
} from './paper.ts'
import { type Layout, nameOf, type PrintedLearner, type PrintSheet } from './sheet.ts'
import { letter, printedOn, words } from './words.ts'

const margin = 60
const width = a4.width - 2 * margin
const columnGap = 28
const indent = 1.6
const leading = 1.35

type Paragraph = { tag: string; mark: string; lines: string[]; y: number; style: Style }

/** Sets the letter's text in one language, once for all learners; `y` counts from the text's own first baseline. */
const setText = (paper: Paper, language: Language, columnWidth: number, size: number): Paragraph[] => {
  const { opening, signIn, steps, keepSafe, advice } = letter[language]
  const text: Style = { face: 'sans', size }
  const title: Style = { face: 'sansBold', size, colour: colours.accent }
  const parts = [
    { tag: 'P', mark: '', said: opening, style: text, before: 0 },
    { tag: 'H3', mark: '', said: signIn, style: title, before: 1 },
    ...steps.map((said, i) => ({ tag: 'P', mark: `${i + 1}.`, said, style: text, before: 0.5 })),
    { tag: 'H3', mark: '', said: keepSafe, style: title, before: 1 },
    ...advice.map((said) => ({ tag: 'P', mark: '•', said, style: text, before: 0.5 })),
  ]
  let y = 0
  return parts.map(({ tag, mark, said, style, before }) => {
    const units = (columnWidth - (mark ? indent * size : 0)) / size
    const lines = broken(paper, said, style.face, units, Number.POSITIVE_INFINITY)
    const top = y + before * size
    y = top + lines.length * leading * size
    return { tag, mark, lines, y: top, style }
  })
}

const drawText = (paper: Paper, parent: Section, lang: Language, text: Paragraph[], place: Place): void => {
  const part = paper.doc.struct('Sect', { lang })
  parent.add(part)
  for (const { tag, mark, lines, y, style } of text) {
    const at = { ...place, y: place.y + y }
    part.add(
      paper.doc.struct(tag, {}, () => {
        if (mark) draw(paper, mark, at, style)
        const x = mark ? at.x + indent * style.size : at.x
        for (const [i, line] of lines.entries()) {
          draw(paper, line, { ...at, x, y: at.y + i * leading * style.size }, style)
        }
      }),
    )
  }
  part.end()
}

type Texts = { language: Language; x: number; text: Paragraph[] }[]

const setTexts = (paper: Paper): Texts => {
  const both = paper.languages.length > 1
  const columnWidth = both ? (width - columnGap) / 2 : width
  return paper.languages.map((language, i) => ({
    language,
    x: margin + i * (columnWidth + columnGap),
    text: setText(paper, language, columnWidth, both ? 11 : 13),
  }))
}

const drawLetter = (paper: Paper, sheet: PrintSheet, learner: PrintedLearner, texts: Texts): void => {
  const at = (y: number) => ({ x: margin, y, width })
  const section = open(paper, paper.body, 'Sect')
  const school = { face: 'sansBold', size: 17, colour: colours.accent, leading: 22 } as const
  const schoolY = sayInLines(paper, section, 'H1', sheet.schoolName, at(76), school)
  decorate(paper, (doc) => doc.rect(margin, schoolY + 12, width, 2).fill(colours.accent))

  const small = { face: 'sans', size: 10, colour: colours.soft } as const
  const greeting = schoolY + 58
  const dear = paper.languages.map((language) => words.dear[language]).join(' / ')
  const bold = { face: 'sansBold', size: 17, smallest: 12 } as const
  writeName(paper, section, 'H2', `${dear} ${nameOf(learner)},`, at(greeting), bold)
  sayGroups(paper, section, learner, at(greeting + 26), small)
  const below = drawCredentials(paper, section, learner, at(greeting + 44), 1.6) + 42

  for (const { language, x, text } of texts) drawText(paper, section, language, text, { x, y: below, width })
  if (lacksLetters(learner.displayName)) say(paper, section, 'P', words.lackingLetter, at(776), { ...small, size: 8 })
  say(paper, section, 'P', printedOn(sheet.printedAt), at(790), { ...small, size: 8 })
  section.end()
}

/** The letters: a page for each learner, with the credentials and how to use them. */
export const letterPages: Layout = (paper, sheet) => {
  const texts = setTexts(paper)
  return sheet.learners.map((learner) => () => drawLetter(paper, sheet, learner, texts))
}
