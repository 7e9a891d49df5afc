import PDFDocument from 'pdfkit'
import type { Bilingual, Language } from '../../../shared/domain/language.ts'
import { drawable, type Face, faceFiles, visible } from './faces.ts'

export type Section = PDFKit.PDFStructureElement

/** A tagged A4 document that is being written; `title` is its only metadata. */
export type Paper = Readonly<{ doc: PDFKit.PDFDocument; languages: readonly Language[]; body: Section }>

/** Points from the top left of the page; `y` is the baseline, and nothing written is wider than `width`. */
export type Place = Readonly<{ x: number; y: number; width: number; right?: boolean }>

export type Style = Readonly<{ face: Face; size: number; colour?: string }>

export const colours = { ink: '#16262e', soft: '#4d5f68', accent: '#0b5a5c', tint: '#e9f3f2', line: '#b9cbca' }

/** A4 in points. */
export const a4 = { width: 595.28, height: 841.89 }

/** Starts a document in these languages, the first one leading. */
export const newPaper = (title: Bilingual, languages: readonly Language[], createdAt: Date): Paper => {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    font: '', // else pdfkit loads Helvetica from a file that no bundle has
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: languages[0] === 'cy' ? 'cy' : 'en-GB',
    info: {
      Title: languages.map((language) => title[language]).join(' / '),
      Creator: 'Allwedd',
      Producer: 'Allwedd',
      CreationDate: createdAt,
    },
  })
  for (const [face, file] of faceFiles) doc.registerFont(face, file)
  const body = doc.struct('Document')
  doc.addStructure(body)
  return { doc, languages, body }
}

/** A part of the document in reading order; whoever opens it ends it. */
export const open = (paper: Paper, parent: Section, tag: string): Section => {
  const section = paper.doc.struct(tag)
  parent.add(section)
  return section
}

/** Draws what assistive technology passes over: lines, boxes. */
export const decorate = (paper: Paper, draw: (doc: PDFKit.PDFDocument) => void): void => {
  paper.doc.markContent('Artifact', { type: 'Layout' })
  draw(paper.doc)
  paper.doc.endMarkedContent()
}

/** The width of a drawable text in points, at a size of one point. */
export const unitWidth = (paper: Paper, text: string, face: Face): number =>
  paper.doc.font(face).fontSize(1).widthOfString(text)

const sizeFor = (paper: Paper, text: string, { width }: Place, { face, size }: Style): number =>
  Math.min(size, width / unitWidth(paper, text, face))

/** Draws a drawable text, for use inside a part of the document. */
export const draw = (
  paper: Paper,
  text: string,
  { x, y }: Place,
  { face, size, colour = colours.ink }: Style,
): void => {
  paper.doc.font(face).fontSize(size).fillColor(colour).text(text, x, y, { lineBreak: false, baseline: 'alphabetic' })
}

/** Writes a text on one line, smaller where it would be too wide. Letters that can't be drawn stay in the text layer. */
export const write = (paper: Paper, parent: Section, tag: string, text: string, place: Place, style: Style): void => {
  const drawn = drawable(text, style.face)
  if (drawn === '') return
  const size = sizeFor(paper, drawn, place, style)
  const actual = drawn === visible(text) ? {} : { actual: visible(text) }
  parent.add(paper.doc.struct(tag, actual, () => draw(paper, drawn, place, { ...style, size })))
}

/** The text in each of the paper's languages; once where they agree. */
export const inEach = ({ languages }: Paper, text: Bilingual): [Language, string][] =>
  languages.flatMap((language, i): [Language, string][] => {
    const repeated = languages.slice(0, i).some((other) => text[other] === text[language])
    return repeated || text[language] === '' ? [] : [[language, text[language]]]
  })

/** Adds to the text what reads the same in both languages, after the last one: `Blwyddyn 7 / Year 7 · 7A`. */
export const ending = ({ languages }: Paper, text: Bilingual, end: string): Bilingual => {
  const last = text.en === text.cy ? undefined : languages.at(-1)
  return { en: last === 'cy' ? text.en : text.en + end, cy: last === 'en' ? text.cy : text.cy + end }
}

/** Writes a text in the paper's languages on one line: `Enw / Name`. */
export const say = (paper: Paper, parent: Section, tag: string, text: Bilingual, place: Place, style: Style): void => {
  const parts = inEach(paper, text).map(([lang, said], i) => {
    const drawn = drawable(said, style.face)
    const part = i === 0 ? drawn : ` / ${drawn}`
    return { lang, part, width: unitWidth(paper, part, style.face) }
  })
  const total = parts.reduce((sum, { width }) => sum + width, 0)
  const size = Math.min(style.size, place.width / total)
  let x = place.right ? place.x + place.width - total * size : place.x
  for (const { lang, part, width } of parts) {
    const at = { ...place, x }
    parent.add(paper.doc.struct(tag, { lang }, () => draw(paper, part, at, { ...style, size })))
    x += width * size
  }
}

/** Writes a text in the paper's languages, a line for each, all of one size; gives the baseline of the last one. */
export const sayInLines = (
  paper: Paper,
  parent: Section,
  tag: string,
  text: Bilingual,
  place: Place,
  style: Style & { leading: number },
): number => {
  const texts = inEach(paper, text)
  const size = Math.min(
    style.size,
    ...texts.map(([, said]) => sizeFor(paper, drawable(said, style.face), place, style)),
  )
  for (const [i, [language]] of texts.entries()) {
    const at = { ...place, y: place.y + i * style.leading }
    say({ ...paper, languages: [language] }, parent, tag, text, at, { ...style, size })
  }
  return place.y + Math.max(0, texts.length - 1) * style.leading
}
