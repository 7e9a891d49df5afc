import { schoolDayOf } from '../../shared/domain/schoolDay.ts'
import { type RosterQueue, rosterQueueFromEnv } from '../../shared/store/rosterQueue.ts'
import { type SchoolStore, schoolStoreFromEnv } from '../../shared/store/schools.ts'
import { scheduledAction } from '../lambda/scheduledAction.ts'

type Needs = { schools: SchoolStore; rosterQueue: RosterQueue; clock: () => Date }

/**
 * Asks for the night's sync of every school. A message says which night it is for, so that one which comes twice, or a
 * second call in the same night, starts nothing more.
 */
export const startNightlySyncs =
  ({ schools, rosterQueue, clock }: Needs) =>
  async (): Promise<number> => {
    const nightly = schoolDayOf(clock())
    const ids = await schools.allIds()
    const unsent = await rosterQueue.sendAll(ids.map((schoolId) => ({ schoolId, nightly })))
    if (unsent > 0) throw new Error(`${unsent} schools could not be sent to the workers`)
    return ids.length
  }

export const handler = scheduledAction('startNightlySyncs', () =>
  startNightlySyncs({ schools: schoolStoreFromEnv(), rosterQueue: rosterQueueFromEnv(), clock: () => new Date() }),
)
