import { drawable, type Face, visible } from './faces.ts'
import { draw, type Paper, type Place, type Section, type Style, unitWidth } from './paper.ts'

const letters = new Intl.Segmenter('cy', { granularity: 'grapheme' })

/** How much of the text, in whole letters, is no wider than `width`; at least one letter. */
const fitting = (paper: Paper, text: string, face: Face, width: number): string => {
  const starts = [...letters.segment(text)].map(({ index }) => index)
  let fits = 1
  let tooMany = starts.length
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1
    if (unitWidth(paper, text.slice(0, starts[middle]), face) <= width) fits = middle
    else tooMany = middle
  }
  return text.slice(0, starts[fits])
}

/** Breaks a text into lines no wider than `width` at a size of one point; what is over ends in `…`. */
export const broken = (paper: Paper, text: string, face: Face, width: number, lines: number): string[] => {
  if (unitWidth(paper, text, face) <= width) return [text]
  if (lines === 1) return [`${fitting(paper, text, face, width - unitWidth(paper, '…', face)).trimEnd()}…`]
  const most = fitting(paper, text, face, width)
  const space = text.startsWith(' ', most.length) ? most.length : most.lastIndexOf(' ')
  const line = space > 0 ? text.slice(0, space) : most
  return [line, ...broken(paper, text.slice(line.length).trimStart(), face, width, lines - 1)]
}

/** Writes a name of any length: smaller, then on two lines around the baseline, then cut short; its text layer is whole. */
export const writeName = (
  paper: Paper,
  parent: Section,
  tag: string,
  name: string,
  place: Place,
  style: Style & { smallest: number },
): void => {
  const text = drawable(name, style.face)
  const oneLine = Math.min(style.size, place.width / unitWidth(paper, text, style.face))
  const size = Math.max(oneLine, style.smallest)
  const lines = broken(paper, text, style.face, (place.width + 0.01) / size, 2)
  const leading = size * 1.15
  const first = place.y - (lines.length - 1) * 0.55 * leading
  const actual = lines.join(' ') === visible(name) ? {} : { actual: visible(name) }
  parent.add(
    paper.doc.struct(tag, actual, () => {
      for (const [i, line] of lines.entries())
        draw(paper, line, { ...place, y: first + i * leading }, { ...style, size })
    }),
  )
}
