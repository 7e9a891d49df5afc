import * as z from 'zod'

/** How many learners one message of a group reset carries at most. */
export const learnersPerMessage = 20

/** A part of a group reset on its way to a worker: ids, never names or passwords. */
export const resetMessage = z.strictObject({
  schoolId: z.string(),
  resetId: z.string(),
  learnerIds: z.array(z.string()).min(1).max(learnersPerMessage),
})

export type ResetMessage = z.infer<typeof resetMessage>

/** A roster sync that waits for a worker: one that is on record already, or the night's of a day (`YYYY-MM-DD`). */
export const rosterMessage = z.union([
  z.strictObject({ schoolId: z.string(), syncId: z.string() }),
  z.strictObject({ schoolId: z.string(), nightly: z.iso.date() }),
])

export type RosterMessage = z.infer<typeof rosterMessage>
