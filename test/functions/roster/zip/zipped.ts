import { crc32, deflateRawSync } from 'node:zlib'

/** A file for a zip file, with what is to be wrong with it. */
export type Packed = {
  readonly name: string
  readonly text: string
  readonly stored?: boolean
  readonly flags?: number
  readonly method?: number
  readonly size?: number
  readonly crc?: number
  readonly offset?: number
  readonly localName?: string
}

type Field = readonly [at: number, value: number, width: 2 | 4]

const record = (length: number, ...fields: readonly Field[]): Buffer => {
  const bytes = Buffer.alloc(length)
  for (const [at, value, width] of fields) bytes.writeUIntLE(value, at, width)
  return bytes
}

/** A zip file of these files, in this order, with a comment at its end. */
export const zipped = (files: readonly Packed[], comment = ''): Buffer => {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let next = 0
  for (const { name, text, stored = false, flags = 0, localName = name, ...file } of files) {
    const content = Buffer.from(text)
    const packed = stored ? content : deflateRawSync(content)
    const method = file.method ?? (stored ? 0 : 8)
    const header = record(30, [0, 0x04034b50, 4], [6, flags, 2], [8, method, 2], [26, Buffer.byteLength(localName), 2])
    const local = Buffer.concat([header, Buffer.from(localName), packed])
    locals.push(local)
    const entry = record(
      46,
      [0, 0x02014b50, 4],
      [8, flags, 2],
      [10, method, 2],
      [16, file.crc ?? crc32(content), 4],
      [20, packed.length, 4],
      [24, file.size ?? content.length, 4],
      [28, Buffer.byteLength(name), 2],
      [42, file.offset ?? next, 4],
    )
    directory.push(entry, Buffer.from(name))
    next += local.length
  }
  const listed = Buffer.concat(directory)
  const count = files.length
  const end = record(
    22,
    [0, 0x06054b50, 4],
    [8, count, 2],
    [10, count, 2],
    [12, listed.length, 4],
    [16, next, 4],
    [20, Buffer.byteLength(comment), 2],
  )
  return Buffer.concat([...locals, listed, end, Buffer.from(comment)])
}
