import { isAscii, isUtf8 } from 'node:buffer'
import { RosterFileError } from '../../../shared/domain/roster/rosterLearner.ts'
import { cutShort, wrongEncoding } from './csvProblems.ts'

const longestPiece = 65_536
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

// Not TextDecoder's windows-1252: some releases of Node 24's line read 0x80 to 0x9F as Latin-1 there.
const windows1252 = (bytes: Buffer): string =>
  bytes.toString('latin1').replace(/[\x80-\x9f]/g, (character) => high.charAt(character.charCodeAt(0) - 0x80))

const sequenceLength = (lead: number): number =>
  lead < 0xc2 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 1

/** How many bytes there are before a character that goes on beyond the end. */
const wholeLength = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes.readUInt8(bytes.length - back)
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.length - back : bytes.length
    if (byte < 0x80) break
  }
  return bytes.length
}

const beginsAsUtf8 = (bytes: Buffer): boolean => {
  const first = bytes.findIndex((byte) => byte > 0x7f)
  return isUtf8(bytes.subarray(first, first + sequenceLength(bytes.readUInt8(first))))
}

type Decoder = { readonly decode: (bytes: Buffer) => string; readonly end: () => string }

/** UTF-8; without a mark, bytes that never were UTF-8 make it Windows-1252 from the first of them. */
const utf8Decoder = (marked: boolean, onWindows1252: () => void): Decoder => {
  let rest: Buffer = Buffer.alloc(0)
  let certain = marked
  let narrow = false
  const narrowed = (bytes: Buffer): string => {
    if (certain || beginsAsUtf8(bytes)) throw new RosterFileError('malformed-file', wrongEncoding)
    narrow = true
    onWindows1252()
    return windows1252(bytes)
  }
  return {
    decode: (chunk) => {
      if (narrow) return windows1252(chunk)
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      rest = Buffer.alloc(0)
      if (isAscii(bytes)) return bytes.toString('latin1')
      const whole = bytes.subarray(0, wholeLength(bytes))
      if (!isUtf8(whole)) return narrowed(bytes)
      rest = bytes.subarray(whole.length)
      certain ||= !isAscii(whole)
      return whole.toString('utf8')
    },
    end: () => {
      if (rest.length === 0) return ''
      if (certain) throw new RosterFileError('cut-short', cutShort)
      return narrowed(rest)
    },
  }
}

const utf16Decoder = (encoding: 'utf-16le' | 'utf-16be'): Decoder => {
  const decoder = new TextDecoder(encoding, { fatal: true })
  const refused = <T>(code: 'malformed-file' | 'cut-short', read: () => T): T => {
    try {
      return read()
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause
      throw new RosterFileError(code, code === 'cut-short' ? cutShort : wrongEncoding)
    }
  }
  return {
    decode: (bytes) => refused('malformed-file', () => decoder.decode(bytes, { stream: true })),
    end: () => refused('cut-short', () => decoder.decode()),
  }
}

const withoutMark = (text: string): string => text.replace(/^\uFEFF/, '')

const startsWith = (bytes: Buffer, ...mark: number[]): boolean => mark.every((byte, index) => bytes[index] === byte)

const decoderFor = (start: Buffer, onWindows1252: () => void): Decoder => {
  if (startsWith(start, 0xff, 0xfe)) return utf16Decoder('utf-16le')
  if (startsWith(start, 0xfe, 0xff)) return utf16Decoder('utf-16be')
  return utf8Decoder(startsWith(start, 0xef, 0xbb, 0xbf), onWindows1252)
}

async function* inPieces(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, byteLength } of bytes) {
    for (let at = 0; at < byteLength; at += longestPiece) {
      yield Buffer.from(buffer, byteOffset + at, Math.min(longestPiece, byteLength - at))
    }
  }
}

/**
 * The text of a file in the encoding that it turns out to have: by its byte order mark (UTF-16, UTF-8), else strict
 * UTF-8, else Windows-1252, of which the caller is told. A file that mixes encodings is refused.
 */
export async function* decodeText(bytes: AsyncIterable<Uint8Array>, onWindows1252: () => void): AsyncGenerator<string> {
  let decoder: Decoder | undefined
  let start: Buffer = Buffer.alloc(0)
  for await (const piece of inPieces(bytes)) {
    if (decoder) yield decoder.decode(piece)
    else {
      start = Buffer.concat([start, piece])
      if (start.length < 3) continue
      decoder = decoderFor(start, onWindows1252)
      yield withoutMark(decoder.decode(start))
    }
  }
  if (!decoder) {
    decoder = decoderFor(start, onWindows1252)
    yield withoutMark(decoder.decode(start))
  }
  yield decoder.end()
}
