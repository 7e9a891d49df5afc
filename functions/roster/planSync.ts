import { createHash } from 'node:crypto'
import { accountsToLookUp } from '../../shared/domain/roster/plan/accountsToLookUp.ts'
import type { Plan } from '../../shared/domain/roster/plan/plan.ts'
import { usualThresholds, type WholeRoster } from '../../shared/domain/roster/plan/planInput.ts'
import { planRoster } from '../../shared/domain/roster/plan/planRoster.ts'
import { planText } from '../../shared/domain/roster/plan/planText.ts'
import type { RosterSync, SyncProblem } from '../../shared/domain/roster/rosterSync.ts'
import type { School } from '../../shared/domain/school.ts'
import { schoolDayOf } from '../../shared/domain/schoolDay.ts'
import type { AccountsElsewhere } from '../../shared/store/accountsElsewhere.ts'
import type { LearnersOf } from '../../shared/store/learners.ts'
import type { RosterInboxOf } from '../../shared/store/rosterInbox.ts'
import type { RosterSyncsOf } from '../../shared/store/rosterSyncs.ts'
import { readWholeRoster } from './readWholeRoster.ts'

export type PlanningNeeds = {
  readonly learnersOf: LearnersOf
  readonly elsewhere: AccountsElsewhere
  readonly inboxOf: RosterInboxOf
  readonly rosterSyncsOf: RosterSyncsOf
}

/** A plan with its fingerprint, to which an approval binds, and with what the roster's reader found. */
export type PlannedSync = {
  readonly plan: Plan
  readonly planHash: string
  readonly roster: WholeRoster | null
  readonly problems: readonly SyncProblem[]
}

const nobody = { upns: [], accountIds: [] }

/**
 * What a sync would change now. It counts by the day on which it was started, so that it comes to the same plan on the day it is
 * approved. Reads the learners of the school once, and of other schools those alone whom the roster names anew.
 *
 * @throws RosterFileError when the roster can't be used.
 */
export const planSync = async (
  { learnersOf, elsewhere, inboxOf, rosterSyncsOf }: PlanningNeeds,
  school: School,
  { source, startedAt }: Pick<RosterSync, 'source' | 'startedAt'>,
): Promise<PlannedSync> => {
  const today = schoolDayOf(new Date(startedAt))
  const read = async (uploadId: string) => {
    const upload = await rosterSyncsOf(school.id).upload(uploadId)
    if (!upload) throw new Error('The upload of a roster sync is gone')
    return readWholeRoster(inboxOf(school.id), upload, school, today)
  }
  const whole = source.kind === 'upload' ? await read(source.uploadId) : null
  const roster: WholeRoster | null = whole?.roster ?? null
  const current = await learnersOf(school).everyone(undefined)
  const { upns, accountIds } = roster ? accountsToLookUp(roster, current, today) : nobody
  const found = upns.length + accountIds.length > 0 ? await elsewhere.find(upns, accountIds) : []
  const plan = planRoster({ school, roster, current, elsewhere: found, today, thresholds: usualThresholds })
  const planHash = createHash('sha256').update(planText(plan)).digest('base64url')
  return { plan, planHash, roster, problems: whole?.problems ?? [] }
}
