import { syncRoster } from '../../../functions/roster/syncRoster.ts'
import type { RosterMessage } from '../../../shared/contract/messages.ts'
import type { Learner } from '../../../shared/domain/learner.ts'
import { noCounts, type RosterSync, type RosterUpload } from '../../../shared/domain/roster/rosterSync.ts'
import type { School } from '../../../shared/domain/school.ts'
import { schoolDayOf } from '../../../shared/domain/schoolDay.ts'
import { upnCheckLetter } from '../../../shared/domain/upn.ts'
import { newTimedId } from '../../../shared/store/ids.ts'
import { passwordSealer } from '../../../shared/store/passwordSealer.ts'
import { nightlySyncId } from '../../../shared/store/rosterSyncs.ts'
import type { Stores } from '../../support/backends.ts'
import { aSchool } from '../../support/builders.ts'
import { hours, standingClock } from '../../support/world/clock.ts'
import { repeatedRandom } from '../../support/world/memoryWorld.ts'
import { memoryDataKeys, quickHasher } from '../../support/world/passwords.ts'
import { memoryInboxOf } from '../../support/world/rosters.ts'
import { emptyState, putUnder } from '../../support/world/state.ts'

export const day = 24 * hours

/** A learner as a school's report has them; `place` tells them apart. */
export type Row = {
  readonly place: number
  readonly surname?: string
  readonly year?: string
  readonly leaves?: string
  readonly group?: string
}

const upnOf = (place: number): string => {
  const twelve = `8012000${String(place).padStart(5, '0')}`
  return upnCheckLetter(twelve) + twelve
}

const header = 'Adno,UPN,Legal Surname,Legal Forename,Date of admission,Year,Reg,DOL'

/** The report of a management system. */
export const report = (rows: readonly Row[]): string =>
  [
    header,
    ...rows.map(({ place, surname = 'Bloggs', year = '7', group = '7A', leaves = '' }) =>
      [place, upnOf(place), surname, 'Joe', '01/09/2026', year, group, leaves].join(','),
    ),
  ].join('\n')

export const rows = (count: number, from = 1): Row[] =>
  Array.from({ length: count }, (_, index) => ({ place: from + index }))

const champion = { id: 'champion00000000', username: 'ReesN' }

/** Two schools without learners, and the worker over their stores. The clock stands still until it is moved. */
export const syncing = async (open: () => Promise<Stores>) => {
  const stores = await open()
  const school = aSchool()
  const other = aSchool({ id: '6812002', name: { en: 'Bryn School', cy: 'Ysgol Bryn' } })
  for (const each of [school, other]) await stores.schools.create(each)
  const clock = standingClock()
  const state = emptyState()
  const needs = {
    ...stores,
    clock,
    inboxOf: memoryInboxOf(state),
    hasher: quickHasher(),
    sealer: passwordSealer(memoryDataKeys(state)),
    random: repeatedRandom(),
  }

  /** Puts a roster into a school's inbox. */
  const upload = async (csv: string | null, at: School = school): Promise<RosterUpload> => {
    const upload: RosterUpload = {
      id: newTimedId(clock()),
      fileName: 'roster.csv',
      bytes: 1,
      createdAt: clock().toISOString(),
      usedBy: null,
    }
    clock.forward(1)
    const event = { actor: champion, at: clock(), requestId: 'r', sourceIp: null, learnerId: null, details: {} }
    await stores.rosterSyncsOf(at.id).addUpload(upload, { ...event, action: 'roster-upload-made' })
    if (csv !== null) putUnder(state.rosterFiles, at.id, upload.id, Buffer.from(csv))
    return upload
  }
  const work = (message: RosterMessage, changed: Partial<typeof needs> = {}) =>
    syncRoster({ ...needs, ...changed })(message)
  const get = async (id: string, at: School = school): Promise<RosterSync> => {
    const sync = await stores.rosterSyncsOf(at.id).get(id)
    if (!sync) throw new Error('There is no such sync')
    return sync
  }
  const night = async (at: School = school, changed: Partial<typeof needs> = {}) => {
    const nightly = schoolDayOf(clock())
    await work({ schoolId: at.id, nightly }, changed)
    return stores.rosterSyncsOf(at.id).get(nightlySyncId(nightly))
  }
  /** A sync that a Digital Champion starts with a new upload. */
  const start = async (csv: string, mode: 'plan' | 'apply' = 'apply', at: School = school): Promise<string> => {
    const { id: uploadId, fileName } = await upload(csv, at)
    const id = newTimedId(clock())
    clock.forward(1)
    const sync: RosterSync = {
      id,
      status: 'running',
      phase: 'planning',
      mode,
      source: { kind: 'upload', uploadId, fileName },
      startedBy: champion,
      startedAt: clock().toISOString(),
      finishedAt: null,
      requestId: 'r',
      sourceIp: null,
      planHash: null,
      counts: noCounts,
      holds: [],
      approvedBy: null,
      parts: 0,
      revision: 1,
    }
    if ((await stores.rosterSyncsOf(at.id).start(sync)) !== 'started') throw new Error('It was not started')
    return id
  }
  const sync = async (csv: string, at: School = school): Promise<RosterSync> => {
    const syncId = await start(csv, 'apply', at)
    await work({ schoolId: at.id, syncId })
    return get(syncId, at)
  }
  const approve = async (id: string): Promise<RosterSync> => {
    const before = await get(id)
    await stores.rosterSyncsOf(school.id).change(before, { ...before, status: 'running', approvedBy: champion })
    await work({ schoolId: school.id, syncId: id })
    return get(id)
  }
  const learners = (at: School = school): Promise<Learner[]> => stores.learnersOf(at).everyone(undefined)
  const only = async (at: School = school): Promise<Learner> => {
    const [learner, ...others] = await learners(at)
    if (!learner || others.length > 0) throw new Error('Not one learner')
    return learner
  }
  return {
    ...stores,
    needs,
    school,
    other,
    clock,
    upload,
    work,
    night,
    start,
    sync,
    approve,
    get,
    learners,
    only,
    state,
  }
}
