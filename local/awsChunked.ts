import { Transform } from 'node:stream'

const longestLine = 1024

/**
 * Takes the chunks of an `aws-chunked` body apart: `size[;extension]`, the bytes, and after the last one the trailing
 * headers, which `onTrailer` gets one by one with names in lower case.
 */
export const decodeAwsChunked = (onTrailer: (name: string, value: string) => void): Transform => {
  let rest = Buffer.alloc(0)
  let left = 0
  let state: 'size' | 'bytes' | 'end-of-bytes' | 'trailers' = 'size'

  const line = (): string | undefined => {
    const end = rest.indexOf('\r\n')
    if (end < 0) {
      if (rest.length > longestLine) throw new Error('A chunk of the body has no size')
      return undefined
    }
    const text = rest.toString('latin1', 0, end)
    rest = rest.subarray(end + 2)
    return text
  }

  const step = (push: (bytes: Buffer) => void): boolean => {
    if (state === 'bytes') {
      const bytes = rest.subarray(0, left)
      rest = rest.subarray(bytes.length)
      left -= bytes.length
      if (bytes.length > 0) push(bytes)
      if (left === 0) state = 'end-of-bytes'
      return left === 0
    }
    const text = line()
    if (text === undefined) return false
    if (state === 'size') {
      const [size = ''] = text.split(';')
      if (!/^[0-9a-f]{1,8}$/i.test(size)) throw new Error('A chunk of the body has no size')
      left = Number.parseInt(size, 16)
      state = left === 0 ? 'trailers' : 'bytes'
    } else if (state === 'end-of-bytes') {
      if (text !== '') throw new Error('A chunk of the body is longer than its size')
      state = 'size'
    } else if (text !== '') {
      const colon = text.indexOf(':')
      onTrailer(text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim())
    }
    return true
  }

  return new Transform({
    transform(chunk, _encoding, done) {
      try {
        rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
        while (step((bytes) => this.push(bytes)));
        done()
      } catch (error) {
        done(error as Error)
      }
    },
    flush(done) {
      done(state === 'trailers' ? null : new Error('The body ends before its last chunk'))
    },
  })
}
