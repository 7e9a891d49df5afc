import type { OpenRoster } from '../../shared/domain/roster/rosterLearner.ts'
import type { HeaderAliases } from './misReport/misColumns.ts'
import { readMisReport } from './misReport/readMisReport.ts'
import { bundleFolder } from './oneRoster/bundleFolder.ts'
import { openOneRoster } from './oneRoster/openOneRoster.ts'
import { atMost } from './rosterFiles.ts'
import { isZip, openZip } from './zip/openZip.ts'

const megabyte = 1_048_576
const largestZip = 64 * megabyte
const largestReport = 512 * megabyte

/** What the reader is asked for. Days are `YYYY-MM-DD`; the aliases are for reports, all else is for OneRoster. */
export type RosterRequest = {
  readonly today: string
  readonly schoolNumber?: string | null
  readonly schoolSourcedId?: string | null
  readonly aliases?: HeaderAliases
}

async function* inOrder(start: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield start
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** The bytes, and the first four of them or as many as there are. */
const begun = async (bytes: AsyncIterable<Uint8Array>) => {
  const iterator = bytes[Symbol.asyncIterator]()
  let start: Uint8Array = new Uint8Array()
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value])
    if (start.length >= 4) break
  }
  return { start, all: inOrder(start, iterator) }
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

const inMemory = async (bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return pieces[0] && pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)
}

/**
 * Opens a roster of any format that is read: a OneRoster bundle when it is a zip file (kept in memory, 64 MB at most), else a
 * report of a management system (a stream, 512 MB at most). Throws `RosterFileError`, and so do its items.
 */
export const openRoster = async (
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  { today, schoolNumber = null, schoolSourcedId = null, aliases = {} }: RosterRequest,
): Promise<OpenRoster> => {
  const { start, all } = await begun(bytes instanceof Uint8Array ? inOnePiece(bytes) : bytes)
  if (isZip(start)) {
    const zip = await inMemory(atMost(all, largestZip))
    return openOneRoster(bundleFolder(openZip(zip)), { today, schoolNumber, schoolSourcedId })
  }
  const about = { format: 'mis-report', complete: true, schoolNumbers: [], schoolSourcedId: null } as const
  return { about, items: readMisReport(atMost(all, largestReport), aliases) }
}
