import { RosterFileError } from '../../shared/domain/roster/rosterLearner.ts'
import type { RosterSync, SyncFindings } from '../../shared/domain/roster/rosterSync.ts'
import type { School } from '../../shared/domain/school.ts'
import type { SchoolStore } from '../../shared/store/schools.ts'
import type { ApplyingNeeds } from './applyDecision.ts'
import { applySync } from './applySync.ts'
import { type PlannedSync, type PlanningNeeds, planSync } from './planSync.ts'
import { findingsOf, holdsOf, notApplied, planOutOfDate, unusableFile, withNewIds } from './syncFindings.ts'

export type SyncNeeds = ApplyingNeeds & PlanningNeeds & { readonly schools: SchoolStore }

/** Keeps the turn; throws when it is somebody else's by now. */
export type Keep = () => Promise<void>

/** The sync as it is put on record, with what it found; it throws when somebody changed it in between. */
const record = async (
  { rosterSyncsOf }: SyncNeeds,
  school: School,
  before: RosterSync,
  set: Partial<RosterSync>,
  findings?: SyncFindings,
): Promise<RosterSync> => {
  const syncs = rosterSyncsOf(school.id)
  const parts = findings ? await syncs.putFindings(before, findings) : before.parts
  const after = { ...before, ...set, parts }
  if (!(await syncs.change(before, after))) throw new Error('The roster sync was changed at the same moment')
  return { ...after, revision: before.revision + 1 }
}

/** Puts on record what a plan comes to: that it is shown, that it waits, or that it is applied from here on. */
const decide = (needs: SyncNeeds, school: School, sync: RosterSync, planned: PlannedSync): Promise<RosterSync> => {
  const { plan, planHash } = planned
  if (sync.approvedBy && planHash === sync.planHash) return record(needs, school, sync, { phase: 'applying' })
  const outOfDate = sync.approvedBy ? [planOutOfDate] : []
  const shown = {
    planHash,
    counts: plan.counts,
    holds: [...outOfDate, ...holdsOf(plan)],
    approvedBy: null,
  }
  const next: Partial<RosterSync> =
    shown.holds.length > 0 ? { status: 'held' } : sync.mode === 'plan' ? { status: 'planned' } : { phase: 'applying' }
  return record(needs, school, sync, { ...shown, ...next }, findingsOf(planned))
}

const finish = async (needs: SyncNeeds, school: School, sync: RosterSync, planned: PlannedSync, keep: Keep) => {
  const undone = await applySync(needs, school, sync, planned, keep)
  const shown = await needs.rosterSyncsOf(school.id).findings(sync)
  const learners = sync.counts.created > 0 ? await needs.learnersOf(school).everyone(undefined) : []
  const named = learners.length > 0 ? withNewIds(shown, planned.roster, learners) : shown
  const findings = { ...named, problems: [...named.problems, ...undone.map(notApplied)] }
  const at = needs.clock()
  await record(needs, school, sync, { status: 'applied', finishedAt: at.toISOString() }, findings)
  if (sync.source.kind === 'upload') await needs.schools.rosterApplied(school.id, at)
}

/**
 * Brings a running sync to its next rest: planned, held or applied. It may be called again after a crash at any point: what is
 * on record as `applying` is planned again and what is left of it applied, without asking anybody anew.
 *
 * @param onHold what the night does when a roster has to wait; true when that changed learners.
 */
export const runSync = async (
  needs: SyncNeeds,
  school: School,
  sync: RosterSync,
  keep: Keep,
  onHold: () => Promise<boolean> = async () => false,
): Promise<void> => {
  let planned: PlannedSync
  try {
    planned = await planSync(needs, school, sync)
    const waits = sync.phase === 'planning' && !sync.approvedBy && planned.plan.holds.length > 0
    if (waits && (await onHold())) planned = await planSync(needs, school, sync)
  } catch (error) {
    if (!(error instanceof RosterFileError)) throw error
    await onHold()
    const { holds, findings } = unusableFile(error)
    await record(needs, school, sync, { status: 'held', planHash: null, approvedBy: null, holds }, findings)
    return
  }
  await keep()
  const decided = sync.phase === 'applying' ? sync : await decide(needs, school, sync, planned)
  if (decided.status === 'running') await finish(needs, school, decided, planned, keep)
}
