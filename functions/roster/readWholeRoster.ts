import type { HeldRow, RemovedRow, WholeRoster } from '../../shared/domain/roster/plan/planInput.ts'
import type { RosterLearner, RosterProblem } from '../../shared/domain/roster/rosterLearner.ts'
import type { RosterUpload, SyncProblem } from '../../shared/domain/roster/rosterSync.ts'
import type { School } from '../../shared/domain/school.ts'
import { schoolDayOf } from '../../shared/domain/schoolDay.ts'
import type { RosterInbox } from '../../shared/store/rosterInbox.ts'
import { openRoster } from './openRoster.ts'

/** A roster that was read to its end, with what its reader found to mend. */
export type ReadRoster = { readonly roster: WholeRoster; readonly problems: readonly SyncProblem[] }

const asProblem = ({ code, row, column, message }: RosterProblem): SyncProblem => ({
  code,
  row: row ?? null,
  column: column ?? null,
  message,
})

/** Reads an upload to its end. @param today the day of the sync. @throws RosterFileError for a file that can't be used. */
export const readWholeRoster = async (
  inbox: RosterInbox,
  { id, createdAt }: RosterUpload,
  school: School,
  today: string,
): Promise<ReadRoster> => {
  const { about, items } = await openRoster(await inbox.read(id), { today, schoolNumber: school.id })
  const [learners, held, removed]: [RosterLearner[], HeldRow[], RemovedRow[]] = [[], [], []]
  const problems: SyncProblem[] = []
  for await (const item of items) {
    if (item.kind === 'learner') learners.push(item.learner)
    else if (item.kind === 'left') removed.push({ row: item.row, sourcedId: item.sourcedId, upn: item.upn })
    else if (item.kind === 'warning') problems.push(asProblem(item.problem))
    else {
      const { row, sourcedId, upn, admissionNumber } = item
      held.push({ row, sourcedId, upn, admissionNumber })
      problems.push(...item.problems.map(asProblem))
    }
  }
  return { roster: { about, day: schoolDayOf(new Date(createdAt)), learners, held, removed }, problems }
}
