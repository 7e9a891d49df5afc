import { crc32, createInflateRaw } from 'node:zlib'
import type { RosterFiles } from '../rosterFiles.ts'
import { type ZipEntry, type ZipLimits, zipDirectory } from './zipDirectory.ts'
import { zipError } from './zipProblems.ts'

const megabyte = 1_048_576
const pieceSize = 65_536

/** What a roster may take: a bundle of a whole authority, and no more. */
export const rosterZipLimits: ZipLimits = {
  entries: 100,
  entrySize: 512 * megabyte,
  totalSize: 1024 * megabyte,
  ratio: 200,
}

/** What a zip file begins with; the second one is that of an empty one. */
export const isZip = (start: Uint8Array): boolean =>
  start[0] === 0x50 && start[1] === 0x4b && ((start[2] === 3 && start[3] === 4) || (start[2] === 5 && start[3] === 6))

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize)
}

async function* inflated(packed: Buffer): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: pieceSize })
  inflate.end(packed)
  try {
    for await (const chunk of inflate) yield chunk
  } catch (cause) {
    throw inflate.errored === cause ? zipError('damaged') : cause
  }
  if (inflate.bytesWritten !== packed.length) throw zipError('damaged')
}

/** A file's bytes; that they are all there and right is only known at the end. */
async function* unpacked({ deflated, packed, size, crc }: ZipEntry): AsyncGenerator<Uint8Array> {
  let length = 0
  let sum = 0
  for await (const chunk of deflated ? inflated(packed) : pieces(packed)) {
    length += chunk.length
    if (length > size) throw zipError('damaged')
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (length !== size || sum !== crc) throw zipError('damaged')
}

/**
 * The files in a zip file, by name, unpacked as they are read. Throws `RosterFileError` for a zip file that can't or mustn't
 * be read; one that is damaged inside of a file throws while that file is read, at its end at the latest.
 */
export const openZip = (zip: Uint8Array, limits: ZipLimits = rosterZipLimits): RosterFiles =>
  new Map(
    zipDirectory(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength), limits).map((entry) => [
      entry.name,
      { [Symbol.asyncIterator]: () => unpacked(entry) },
    ]),
  )
