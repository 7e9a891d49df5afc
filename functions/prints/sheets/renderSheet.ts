import { setImmediate } from 'node:timers/promises'
import type { Language } from '../../../shared/domain/language.ts'
import type { PrintLanguage, PrintLayout } from '../../../shared/domain/print.ts'
import { cardPages } from './cards.ts'
import { letterPages } from './letters.ts'
import { listPages } from './list.ts'
import { newPaper, sayInLines } from './paper.ts'
import type { Layout, PrintSheet } from './sheet.ts'
import { words } from './words.ts'

const languagesOf: Record<PrintLanguage, readonly Language[]> = { 'cy-en': ['cy', 'en'], en: ['en'], cy: ['cy'] }
const layouts: Record<PrintLayout, Layout> = { cards: cardPages, list: listPages, 'one-per-page': letterPages }

const nobodyPage: Layout = (paper) => [
  () =>
    sayInLines(
      paper,
      paper.body,
      'P',
      words.nobody,
      { x: 60, y: 80, width: 475 },
      { face: 'sans', size: 13, leading: 20 },
    ),
]

/** Renders a print of credentials as a PDF (A4, tagged, fonts embedded); at least one page. */
export const renderSheet = async (sheet: PrintSheet): Promise<{ pdf: Uint8Array; pages: number }> => {
  const paper = newPaper(words.signInDetails, languagesOf[sheet.language], sheet.printedAt)
  const { doc, body } = paper
  const written: Buffer[] = []
  let chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise((resolve, reject) => doc.on('end', resolve).on('error', reject))

  const pages = (sheet.learners.length === 0 ? nobodyPage : layouts[sheet.layout])(paper, sheet)
  for (const drawPage of pages) {
    doc.addPage()
    drawPage()
    await setImmediate() // the page's thousand small chunks leave the stream, and become one
    written.push(Buffer.concat(chunks))
    chunks = []
  }
  body.end()
  doc.end()
  await ended
  return { pdf: Buffer.concat([...written, ...chunks]), pages: pages.length }
}
