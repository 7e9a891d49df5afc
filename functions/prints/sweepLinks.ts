import { type LinkedFiles, linkedFilesFromEnv } from '../../shared/store/linkedFiles.ts'
import { scheduledAction } from '../lambda/scheduledAction.ts'

/** A file is older than any print that can still be opened, in milliseconds. */
const oldest = 45 * 60_000

/** Removes printed files: nothing with passwords in it lies about for longer than an hour. */
export const sweepLinks = (files: LinkedFiles, clock: () => Date) => (): Promise<number> =>
  files.removeOlder(new Date(clock().getTime() - oldest))

export const handler = scheduledAction('sweepLinks', () => sweepLinks(linkedFilesFromEnv(), () => new Date()))
