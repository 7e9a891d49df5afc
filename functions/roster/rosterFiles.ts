import { RosterFileError } from '../../shared/domain/roster/rosterLearner.ts'
import { fileTooLarge } from './rowProblems.ts'

/** The files of a bundle by name, as a folder or a zip file has them; each is read once. */
export type RosterFiles = ReadonlyMap<string, AsyncIterable<Uint8Array>>

/** The same bytes; throws `RosterFileError` when there are more than so many. */
export async function* atMost(bytes: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const piece of bytes) {
    length += piece.length
    if (length > most) throw new RosterFileError('file-too-large', fileTooLarge)
    yield piece
  }
}
