import { zipError } from './zipProblems.ts'

/** What a zip file may hold. Sizes are bytes once unpacked; the ratio counts for files over a megabyte. */
export type ZipLimits = {
  readonly entries: number
  readonly entrySize: number
  readonly totalSize: number
  readonly ratio: number
}

/** A file in a zip file: its packed bytes, and what its directory says of it. */
export type ZipEntry = {
  readonly name: string
  readonly deflated: boolean
  readonly packed: Buffer
  readonly size: number
  readonly crc: number
}

type Place = { readonly start: number; readonly end: number }

const localSignature = 0x04034b50
const directorySignature = 0x02014b50
const endSignature = 0x06054b50
const zip64Signature = 0x07064b50
const encryptedFlags = 0x2041
const ratioMatters = 1_048_576
const unsafeName = /^[a-z]:|[\\\p{Cc}]|(?:^|\/)\.{0,2}(?:\/|$)/iu

/** Where the end record is, which is the last thing in the file but for a comment. */
const endRecord = (zip: Buffer): number => {
  for (let at = zip.length - 22; at >= 0 && at >= zip.length - 22 - 0xffff; at -= 1) {
    if (zip.readUInt32LE(at) === endSignature && at + 22 + zip.readUInt16LE(at + 20) === zip.length) return at
  }
  throw zipError('damaged')
}

const findDirectory = (zip: Buffer, { entries }: ZipLimits): Place & { count: number } => {
  const end = endRecord(zip)
  const count = zip.readUInt16LE(end + 10)
  const size = zip.readUInt32LE(end + 12)
  const start = zip.readUInt32LE(end + 16)
  const isZip64 = end >= 20 && zip.readUInt32LE(end - 20) === zip64Signature
  const inParts = zip.readUInt32LE(end + 4) !== 0 || zip.readUInt16LE(end + 8) !== count
  if (isZip64 || inParts || count === 0xffff || start === 0xffffffff) throw zipError('unsupported')
  if (start + size !== end) throw zipError('damaged')
  if (count > entries) throw zipError('tooManyFiles')
  return { start, end, count }
}

/** The packed bytes: the local header must be there and name the same file. */
const packedPlace = (zip: Buffer, start: number, name: Buffer, packedSize: number, limit: number): Place => {
  if (start + 30 > limit || zip.readUInt32LE(start) !== localSignature) throw zipError('damaged')
  const nameEnd = start + 30 + zip.readUInt16LE(start + 26)
  const end = nameEnd + zip.readUInt16LE(start + 28) + packedSize
  if (end > limit || !zip.subarray(start + 30, nameEnd).equals(name)) throw zipError('damaged')
  return { start, end }
}

const checkSize = (size: number, packedSize: number, { entrySize, ratio }: ZipLimits) => {
  if (size > entrySize) throw zipError('tooLarge')
  if (size > ratioMatters && size > packedSize * ratio) throw zipError('bomb')
}

const checkOverlaps = (places: readonly Place[]) => {
  let free = 0
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
    if (start < free) throw zipError('damaged')
    free = end
  }
}

/**
 * The files that a zip file's directory lists, folders left out. Nothing is unpacked, and everything is checked first: one
 * refusal refuses the whole. Plain and deflated files only; no encryption, no zip64, no parts, nothing that overlaps.
 */
export const zipDirectory = (zip: Buffer, limits: ZipLimits): readonly ZipEntry[] => {
  const directory = findDirectory(zip, limits)
  const entries: ZipEntry[] = []
  const places: Place[] = []
  const names = new Set<string>()
  let total = 0
  let at = directory.start
  for (let index = 0; index < directory.count; index += 1) {
    if (at + 46 > directory.end || zip.readUInt32LE(at) !== directorySignature) throw zipError('damaged')
    const [flags, method] = [zip.readUInt16LE(at + 8), zip.readUInt16LE(at + 10)]
    const [packedSize, size] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)]
    const start = zip.readUInt32LE(at + 42)
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28)
    const next = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
    if (next > directory.end) throw zipError('damaged')
    if ((flags & encryptedFlags) !== 0) throw zipError('encrypted')
    if (method !== 0 && method !== 8) throw zipError('unsupported')
    if ([packedSize, size, start].includes(0xffffffff) || zip.readUInt16LE(at + 34) !== 0) throw zipError('unsupported')
    if (method === 0 && packedSize !== size) throw zipError('damaged')
    checkSize(size, packedSize, limits)
    total += size
    if (total > limits.totalSize) throw zipError('tooLarge')

    const nameBytes = zip.subarray(at + 46, nameEnd)
    const name = nameBytes.toString('utf8')
    const key = name.replace(/\/$/, '').toLowerCase()
    if (unsafeName.test(key)) throw zipError('unsafeName')
    if (names.has(key)) throw zipError('twice')
    names.add(key)
    const place = packedPlace(zip, start, nameBytes, packedSize, directory.start)
    places.push(place)
    if (!name.endsWith('/')) {
      const packed = zip.subarray(place.end - packedSize, place.end)
      entries.push({ name, deflated: method === 8, packed, size, crc: zip.readUInt32LE(at + 16) })
    }
    at = next
  }
  if (at !== directory.end) throw zipError('damaged')
  checkOverlaps(places)
  return entries
}
