import { inflateSync } from 'node:zlib'

/** A piece of text as it lies on its page; points from the top left, `y` the baseline. */
export type Printed = { text: string; x: number; y: number; size: number; right: number }

type Font = { letters: string[]; widths: number[] }

const parts = (whole: string, pattern: RegExp): string[] => [...whole.matchAll(pattern)].map((match) => match[1] ?? '')

const controls: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

const fromUtf16 = (hex: string): string =>
  parts(hex, /([0-9a-f]{4})/g)
    .map((unit) => String.fromCharCode(Number.parseInt(unit, 16)))
    .join('')

/** Reads back what pdfkit has written: each page's texts through the fonts' ToUnicode tables, in drawing order. */
export const readPdf = (pdf: Uint8Array) => {
  const file = Buffer.from(pdf)
  const raw = file.toString('latin1')
  const objects = new Map(
    [...raw.matchAll(/^(\d+) 0 obj\n([\s\S]*?)\n(?:stream\n|endobj)/gm)].map((match) => {
      const [all, id = '', dictionary = ''] = match
      return [id, { dictionary, start: match.index + all.length }]
    }),
  )
  const dictionaryOf = (id = ''): string => objects.get(id)?.dictionary ?? ''
  const streamOf = (id = ''): string => {
    const length = Number(/\/Length (\d+)/.exec(dictionaryOf(id))?.[1])
    const start = objects.get(id)?.start ?? 0
    return inflateSync(file.subarray(start, start + length)).toString('latin1')
  }
  const refIn = (dictionary: string, key: string) => new RegExp(`/${key} \\[?(\\d+) 0 R`).exec(dictionary)?.[1]

  const fontOf = (id: string): Font => {
    const descendant = dictionaryOf(refIn(dictionaryOf(id), 'DescendantFonts'))
    const letters = parts(streamOf(refIn(dictionaryOf(id), 'ToUnicode')), /\[(<[^\]]*>)\]/g)
    return {
      letters: letters.flatMap((range) => parts(range, /<([^>]*)>/g).map(fromUtf16)),
      widths: (/\/W \[0 \[([^\]]*)/.exec(descendant)?.[1] ?? '').split(' ').map(Number),
    }
  }

  const pageOf = (page: string): Printed[] => {
    const resources = dictionaryOf(refIn(page, 'Resources'))
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map((match) => [match[1], fontOf(match[2] ?? '')]),
    )
    return parts(streamOf(refIn(page, 'Contents')), /BT\n([\s\S]*?)ET/g).map((block) => {
      const [, x, y] = /1 0 0 1 (\S+) (\S+) Tm/.exec(block) ?? []
      const [, name, size] = /\/(F\d+) (\S+) Tf/.exec(block) ?? []
      const font = fonts.get(name ?? '')
      const glyphs = parts(block, /<([0-9a-f]+)>/g).flatMap((hex) =>
        parts(hex, /(....)/g).map((id) => Number.parseInt(id, 16)),
      )
      if (glyphs.includes(0)) throw new Error(`A glyph is missing in ${name}`)
      const kerning = parts(block, /> (-?[\d.]+)/g).reduce((sum, kern) => sum + Number(kern), 0)
      const width = glyphs.reduce((sum, glyph) => sum + (font?.widths[glyph] ?? Number.NaN), -kerning)
      return {
        text: glyphs.map((glyph) => font?.letters[glyph] ?? '?').join(''),
        x: Number(x),
        y: 841.89 - Number(y),
        size: Number(size),
        right: Number(x) + (width * Number(size)) / 1000,
      }
    })
  }

  const actualTexts = parts(raw, /\/ActualText \(((?:\\.|[^\\)])*)\)/g).map((escaped) => {
    const text = escaped.replace(/\\(.)/g, (_, letter: string) => controls[letter] ?? letter)
    return text.startsWith('\u00fe\u00ff') ? fromUtf16(Buffer.from(text.slice(2), 'latin1').toString('hex')) : text
  })
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\n/.test(dictionary))
  return { pages: pages.map(({ dictionary }) => pageOf(dictionary)), actualTexts, raw }
}
