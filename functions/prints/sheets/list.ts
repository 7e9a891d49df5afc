import type { Bilingual } from '../../../shared/domain/language.ts'
import { passwordOrReason } from './credentials.ts'
import { drawable, lacksLetters } from './faces.ts'
import { writeName } from './names.ts'
import {
  a4,
  colours,
  decorate,
  ending,
  open,
  type Paper,
  type Place,
  type Section,
  say,
  sayInLines,
  unitWidth,
  write,
} from './paper.ts'
import { type Layout, nameOf, type PrintedLearner, type PrintSheet, pieces } from './sheet.ts'
import { pageOf, printedOn, words } from './words.ts'

const margin = 36
const width = a4.width - 2 * margin
const rowsPerPage = 30
const rowHeight = 22
const headTop = 84
const headHeight = 27
const gap = 8
const small = { face: 'sans', size: 7.5, colour: colours.soft } as const
const secret = { face: 'monoBold', size: 10 } as const

type Column = { title: Bilingual; share: number; fill: (cell: Section, learner: PrintedLearner, place: Place) => void }

const columnsOf = (paper: Paper, learners: readonly PrintedLearner[]): Column[] => {
  const withPasswords = learners.some(({ password }) => password.kind !== 'without')
  const widest = Math.max(
    ...learners.map((learner) => unitWidth(paper, drawable(learner.username, 'monoBold'), 'monoBold')),
  )
  const needed = (widest * secret.size + 1.5 * gap) / width
  const usernameShare = Math.min(0.34, Math.max(needed, 0.23))
  const passwordShare = withPasswords ? 0.28 : 0
  const groupShare = 0.16
  const name: Column = {
    title: words.name,
    share: 1 - usernameShare - passwordShare - groupShare,
    fill: (cell, learner, place) =>
      writeName(paper, cell, 'P', nameOf(learner), place, { face: 'sans', size: 10, smallest: 7.5 }),
  }
  const username: Column = {
    title: words.username,
    share: usernameShare,
    fill: (cell, learner, place) => write(paper, cell, 'P', learner.username, place, secret),
  }
  const password: Column = {
    title: words.password,
    share: passwordShare,
    fill: (cell, learner, place) => {
      const printed = passwordOrReason(paper, learner.password, place.width)
      if (printed && 'text' in printed) write(paper, cell, 'P', printed.text, place, secret)
      if (!printed || 'text' in printed) return
      const y = place.y - (paper.languages.length > 1 ? 4.5 : 0.5)
      sayInLines(paper, cell, 'P', printed.reason, { ...place, y }, { ...small, leading: 9 })
    },
  }
  const registrationGroup: Column = {
    title: words.registrationGroup,
    share: groupShare,
    fill: (cell, learner, place) =>
      writeName(paper, cell, 'P', learner.registrationGroup ?? '', place, { face: 'sans', size: 10, smallest: 7.5 }),
  }
  return withPasswords ? [name, username, password, registrationGroup] : [name, username, registrationGroup]
}

const drawRow = (
  paper: Paper,
  table: Section,
  tag: 'TH' | 'TD',
  columns: Column[],
  baseline: number,
  fill: (cell: Section, column: Column, place: Place) => void,
): void => {
  const row = open(paper, table, 'TR')
  let left = margin
  for (const column of columns) {
    const cell = open(paper, row, tag)
    fill(cell, column, { x: left + gap, y: baseline, width: column.share * width - 1.5 * gap })
    cell.end()
    left += column.share * width
  }
  row.end()
}

const drawHeading = (paper: Paper, sheet: PrintSheet): void => {
  const at = (y: number) => ({ x: margin, y, width })
  say(paper, paper.body, 'H1', sheet.schoolName, at(50), { face: 'sansBold', size: 15, colour: colours.accent })
  const title = ending(paper, words.classList, sheet.groupName ? ` – ${sheet.groupName}` : '')
  say(paper, paper.body, 'H2', title, at(70), { face: 'sansBold', size: 11 })
}

const drawTable = (paper: Paper, columns: Column[], learners: readonly PrintedLearner[]): void => {
  const top = headTop + headHeight
  decorate(paper, (doc) => {
    doc.rect(margin, headTop, width, headHeight).fill(colours.accent)
    for (let i = 1; i < learners.length; i += 2) {
      doc.rect(margin, top + i * rowHeight, width, rowHeight).fill(colours.tint)
    }
    const bottom = top + learners.length * rowHeight
    doc
      .moveTo(margin, bottom)
      .lineTo(margin + width, bottom)
      .lineWidth(0.8)
      .stroke(colours.accent)
  })
  const table = open(paper, paper.body, 'Table')
  const titleY = headTop + (paper.languages.length > 1 ? 11.5 : 17)
  drawRow(paper, table, 'TH', columns, titleY, (cell, column, place) =>
    sayInLines(paper, cell, 'P', column.title, place, { face: 'sansBold', size: 8.5, colour: 'white', leading: 10.5 }),
  )
  for (const [i, learner] of learners.entries()) {
    const baseline = top + i * rowHeight + 14.5
    drawRow(paper, table, 'TD', columns, baseline, (cell, column, place) => column.fill(cell, learner, place))
  }
  table.end()
}

/** The pages of the class list: thirty learners each, with heading, titles and page number. */
export const listPages: Layout = (paper, sheet) => {
  const columns = columnsOf(paper, sheet.learners)
  return pieces(sheet.learners, rowsPerPage).map((learners, i, pages) => () => {
    drawHeading(paper, sheet)
    drawTable(paper, columns, learners)
    const at = (y: number) => ({ x: margin, y, width })
    if (learners.some((learner) => lacksLetters(learner.displayName, learner.registrationGroup ?? ''))) {
      say(paper, paper.body, 'P', words.lackingLetter, at(790), small)
    }
    say(paper, paper.body, 'P', printedOn(sheet.printedAt), at(806), small)
    say(paper, paper.body, 'P', pageOf(i + 1, pages.length), { ...at(806), right: true }, small)
  })
}
