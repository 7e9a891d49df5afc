import { usualThresholds } from '../../shared/domain/roster/plan/planInput.ts'
import { noCounts, type RosterSync, rosterSyncActor, type SyncSource } from '../../shared/domain/roster/rosterSync.ts'
import type { School } from '../../shared/domain/school.ts'
import { daysAfter, schoolDayOf } from '../../shared/domain/schoolDay.ts'
import { nightlyDatesId, nightlySyncId, type RosterSyncStore } from '../../shared/store/rosterSyncs.ts'
import { type PlannedSync, planSync } from './planSync.ts'
import { type Keep, runSync, type SyncNeeds } from './runSync.ts'

const storedDates: SyncSource = { kind: 'stored-dates' }
const recent = 50

const newSync = (id: string, source: SyncSource, now: Date): RosterSync => ({
  id,
  status: 'running',
  phase: 'planning',
  mode: 'apply',
  source,
  startedBy: rosterSyncActor,
  startedAt: now.toISOString(),
  finishedAt: null,
  requestId: id,
  sourceIp: null,
  planHash: null,
  counts: noCounts,
  holds: [],
  approvedBy: null,
  parts: 0,
  revision: 1,
})

/** The newest upload whose file has come and that no sync has used; nothing once a newer one was used. */
const newestUpload = async (
  { inboxOf }: SyncNeeds,
  school: School,
  syncs: RosterSyncStore,
): Promise<SyncSource | undefined> => {
  const inbox = inboxOf(school.id)
  for (const { id, fileName } of await syncs.unusedUploads()) {
    if ((await inbox.size(id)) === null) continue
    const used = (await syncs.list(recent, undefined)).map(({ source }) => source)
    const isOlder = used.some((source) => source.kind === 'upload' && source.uploadId > id)
    return isOlder ? undefined : { kind: 'upload', uploadId: id, fileName }
  }
  return undefined
}

/** Whether there is something to do or to say for the first time: most nights of most schools write nothing. */
const isWorthIt = ({ plan }: PlannedSync, today: string): boolean => {
  const lastNoticeDay = daysAfter(today, usualThresholds.erasureNoticeDays)
  return (
    plan.decisions.length > 0 ||
    plan.reports.some(({ code, values }) => code === 'erasure-due' && values['day'] === lastNoticeDay)
  )
}

/** The leaving dates that the school has stored take effect. Answers whether that was tried. */
const runStoredDates = async (needs: SyncNeeds, school: School, id: string, keep: Keep): Promise<boolean> => {
  const syncs = needs.rosterSyncsOf(school.id)
  const known = await syncs.get(id)
  if (known && known.status !== 'running') return false
  const now = needs.clock()
  const sync = known ?? newSync(id, storedDates, now)
  if (!known) {
    if (!isWorthIt(await planSync(needs, school, sync), schoolDayOf(now))) return false
    if ((await syncs.start(sync)) !== 'started') throw new Error('The night’s sync was started at the same moment')
  }
  await runSync(needs, school, sync, keep)
  return true
}

/**
 * A school's night: its newest upload, or the leaving dates it has stored; those too when the upload has to wait. The day
 * names the night, so that the same night comes to nothing a second time.
 */
export const nightlySync = async (needs: SyncNeeds, school: School, day: string, keep: Keep): Promise<void> => {
  const syncs = needs.rosterSyncsOf(school.id)
  const id = nightlySyncId(day)
  const known = await syncs.get(id)
  if (known && known.status !== 'running') return
  const source = known?.source ?? (await newestUpload(needs, school, syncs))
  if (source?.kind !== 'upload') {
    await runStoredDates(needs, school, id, keep)
    return
  }
  const sync = known ?? newSync(id, source, needs.clock())
  if (!known && (await syncs.start(sync)) !== 'started') throw new Error('The upload was used at the same moment')
  await runSync(needs, school, sync, keep, () => runStoredDates(needs, school, nightlyDatesId(day), keep))
}
