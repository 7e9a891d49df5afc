import { inflateRawSync } from 'node:zlib'
import { monoBold } from './fonts/monoBold.ts'
import { sans } from './fonts/sans.ts'
import { sansBold } from './fonts/sansBold.ts'

const fonts = { sans, sansBold, monoBold }

export type Face = keyof typeof fonts

/** The TrueType font of each face. `monoBold` is for credentials: in it `I l 1` and `O 0` differ. */
export const faceFiles: readonly [Face, Buffer][] = (['sans', 'sansBold', 'monoBold'] as const).map((face) => [
  face,
  inflateRawSync(Buffer.from(fonts[face].deflated, 'base64')),
])

const lacking: Record<Face, RegExp> = {
  sans: new RegExp(`[^${sans.covers}]`, 'gu'),
  sansBold: new RegExp(`[^${sansBold.covers}]`, 'gu'),
  monoBold: new RegExp(`[^${monoBold.covers}]`, 'gu'),
}
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu
const placeholder = '□'

/** A text as people see it: NFC, on one line, without control, bidi and other invisible characters. */
export const visible = (text: string): string =>
  text.replace(/\s/gu, ' ').replace(invisible, '').normalize('NFC').replace(/ +/g, ' ').trim()

/** A visible text with `□` for every character that the face lacks, such as Chinese or Arabic. */
export const drawable = (text: string, face: Face): string => visible(text).replace(lacking[face], placeholder)

/** Whether a reader of the print could type exactly this password. */
export const isTypeable = (password: string): boolean => drawable(password, 'monoBold') === password.normalize('NFC')

/** Whether any of these texts is printed with a `□`. */
export const lacksLetters = (...texts: string[]): boolean =>
  texts.some((text) => drawable(text, 'sansBold').includes(placeholder))
