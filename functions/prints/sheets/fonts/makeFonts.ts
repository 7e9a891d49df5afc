/**
 * Makes the font modules beside this file from the packages `dejavu-fonts-ttf` and `subset-font`.
 * Run by hand, when the alphabets below change: `node functions/prints/sheets/fonts/makeFonts.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import subsetFont from 'subset-font'

const alphabets: [from: number, to: number][] = [
  [0x20, 0x7e], // ASCII
  [0xa0, 0x2af], // Latin-1, Latin Extended-A and -B, the letters of African languages
  [0x2b9, 0x2dd], // modifier letters
  [0x300, 0x36f], // combining marks
  [0x370, 0x3ff], // Greek
  [0x400, 0x52f], // Cyrillic
  [0x1e00, 0x1eff], // Latin Extended Additional: Vietnamese, Ẃ, Ỳ
  [0x2010, 0x2027], // dashes, quotation marks, dots
  [0x2030, 0x205e], // more punctuation
  [0x20ac, 0x20ac], // €
  [0x25a1, 0x25a1], // □, for what the font lacks
]

const faces = [
  { name: 'sans', file: 'DejaVuSans' },
  { name: 'sansBold', file: 'DejaVuSans-Bold' },
  { name: 'monoBold', file: 'DejaVuSansMono-Bold' },
]

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** The code points of a TrueType font, from its `cmap` table of format 12. */
const codePointsOf = (font: Buffer): Set<number> => {
  const tables = numbers(0, font.readUInt16BE(4) - 1).map((i) => 12 + 16 * i)
  const cmap = font.readUInt32BE(
    (tables.find((at) => font.toString('latin1', at, at + 4) === 'cmap') ?? Number.NaN) + 8,
  )
  const encodings = numbers(0, font.readUInt16BE(cmap + 2) - 1).map((i) => cmap + font.readUInt32BE(cmap + 8 + 8 * i))
  const groups = encodings.find((at) => font.readUInt16BE(at) === 12) ?? Number.NaN
  const starts = numbers(0, font.readUInt32BE(groups + 12) - 1).map((i) => groups + 16 + 12 * i)
  return new Set(starts.flatMap((at) => numbers(font.readUInt32BE(at), font.readUInt32BE(at + 4))))
}

const escaped = (codePoint: number): string => `\\u${codePoint.toString(16).padStart(4, '0')}`

/** Ascending code points as the inside of a character class: `\u0020-\u007e\u00a0`. */
const characterClass = (codePoints: number[]): string => {
  const starts = codePoints.filter((codePoint, i) => codePoint - 1 !== codePoints[i - 1])
  const ends = codePoints.filter((codePoint, i) => codePoint + 1 !== codePoints[i + 1])
  return starts.map((start, i) => `${escaped(start)}-${escaped(ends[i] ?? start)}`).join('')
}

const source = import.meta.resolve('dejavu-fonts-ttf/package.json')
for (const { name, file } of faces) {
  const font = readFileSync(new URL(`ttf/${file}.ttf`, source))
  const present = codePointsOf(font)
  const codePoints = alphabets.flatMap(([from, to]) => numbers(from, to)).filter((codePoint) => present.has(codePoint))
  const subset = await subsetFont(font, String.fromCodePoint(...codePoints), {
    targetFormat: 'sfnt',
    noHinting: true,
    keepFeatures: ['ccmp', 'kern', 'mark', 'mkmk'],
  })
  const module = `/** ${file} 2.37, a subset made by makeFonts.ts: a deflated TrueType font, and the characters that it has. */
export const ${name} = {
  covers: '${characterClass(codePoints)}',
  deflated: '${deflateRawSync(subset, { level: 9 }).toString('base64')}',
}
`
  writeFileSync(new URL(`${name}.ts`, import.meta.url), module)
}
