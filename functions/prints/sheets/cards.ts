import { drawCredentials, sayGroups } from './credentials.ts'
import { lacksLetters } from './faces.ts'
import { writeName } from './names.ts'
import { a4, colours, decorate, open, type Paper, say, sayInLines } from './paper.ts'
import { type Layout, nameOf, type PrintedLearner, type PrintSheet, pieces } from './sheet.ts'
import { printedOn, words } from './words.ts'

const columns = 2
const rows = 4
const card = { width: a4.width / columns, height: a4.height / rows }
const padding = 24

const drawCutLines = (paper: Paper): void =>
  decorate(paper, (doc) => {
    doc.lineWidth(0.6).strokeColor(colours.soft).dash(4, { space: 3 })
    for (let column = 1; column < columns; column++) {
      doc
        .moveTo(column * card.width, 0)
        .lineTo(column * card.width, a4.height)
        .stroke()
    }
    for (let row = 1; row < rows; row++)
      doc
        .moveTo(0, row * card.height)
        .lineTo(a4.width, row * card.height)
        .stroke()
    doc.undash()
  })

const drawCard = (paper: Paper, sheet: PrintSheet, learner: PrintedLearner, left: number, top: number): void => {
  const at = (y: number) => ({ x: left + padding, y: top + y, width: card.width - 2 * padding })
  const section = open(paper, paper.body, 'Sect')
  const school = { face: 'sansBold', size: 8.5, colour: colours.accent, leading: 10.5 } as const
  const ruleY = sayInLines(paper, section, 'P', sheet.schoolName, at(25), school) + 6
  decorate(paper, (doc) => doc.rect(left + padding, ruleY, at(0).width, 1.2).fill(colours.accent))
  writeName(paper, section, 'H2', nameOf(learner), at(61), { face: 'sansBold', size: 16, smallest: 10 })
  const small = { face: 'sans', size: 8.5, colour: colours.soft } as const
  sayGroups(paper, section, learner, at(77), small)
  drawCredentials(paper, section, learner, at(85), 1)
  const foot = { ...small, size: 6 }
  say(paper, section, 'P', printedOn(sheet.printedAt), at(184), foot)
  if (lacksLetters(learner.displayName)) say(paper, section, 'P', words.lackingLetter, at(192), foot)
  section.end()
}

/** The pages of cards: eight learners each, in reading order, to be cut out. */
export const cardPages: Layout = (paper, sheet) =>
  pieces(sheet.learners, columns * rows).map((learners) => () => {
    drawCutLines(paper)
    for (const [i, learner] of learners.entries()) {
      drawCard(paper, sheet, learner, (i % columns) * card.width, Math.floor(i / columns) * card.height)
    }
  })
