import { cellAt, isDeleted } from './bundle.ts'
import type { Manifest } from './manifest.ts'
import type { Member } from './members.ts'
import type { BundleSchool } from './schools.ts'
import { lists } from './userCells.ts'
import type { UserPlaces } from './users.ts'

/** What a row of `users.csv` is to the school: a learner, one who by a delta is none (any more), nobody, or left open. */
export type Standing = 'learner' | 'left' | 'nobody' | 'not-told'

type Cells = readonly string[]

/**
 * How people stand to a school by OneRoster 1.1, where `users.csv` has role and school. In a bulk file `tobedeleted` is as good
 * as not there. In a delta a learner whom it deletes, or moves to other schools, is none of this one.
 */
const standing11 = ({ modeOf }: Manifest, { sourcedId }: BundleSchool) => {
  const delta = modeOf('users.csv') === 'delta'
  return (cells: Cells, at: UserPlaces): Standing => {
    const role = cellAt(cells, at.role).toLowerCase()
    const deleted = isDeleted(cellAt(cells, at.status))
    if (role !== 'student' && !(deleted && role === '')) return 'nobody'
    if (!deleted && lists(cellAt(cells, at.orgSourcedIds), sourcedId)) return 'learner'
    return delta ? 'left' : 'nobody'
  }
}

/** The same by OneRoster 1.2, where it is `roles.csv` that tells, unless it only tells what has changed. */
const standing12 = ({ modeOf }: Manifest, { sourcedId }: BundleSchool) => {
  const delta = modeOf('users.csv') === 'delta'
  const allTold = modeOf('roles.csv') === 'bulk'
  return (cells: Cells, at: UserPlaces, member: Member | undefined): Standing => {
    if (isDeleted(cellAt(cells, at.status))) return delta ? 'left' : 'nobody'
    if (member?.role === 'learner') return 'learner'
    if (member?.role === 'ended' || allTold) return delta ? 'left' : 'nobody'
    return ['', sourcedId].includes(cellAt(cells, at.primaryOrgSourcedId)) ? 'not-told' : 'nobody'
  }
}

/** Tells how the people of `users.csv` stand to a school. */
export const standingAt = (manifest: Manifest, school: BundleSchool) =>
  manifest.version === '1.1' ? standing11(manifest, school) : standing12(manifest, school)
