import type { OpenRoster, RosterItem } from '../../../shared/domain/roster/rosterLearner.ts'
import { fits } from '../csv/csvTable.ts'
import type { RosterFiles } from '../rosterFiles.ts'
import { type Bundle, cellAt, readFile } from './bundle.ts'
import { noLearnersOfSchool, rolesNotTold } from './bundleProblems.ts'
import { readGroups } from './groups.ts'
import { readManifest } from './manifest.ts'
import { type Members, readDemographics, readRoles } from './members.ts'
import { type BundleSchool, chooseSchool, readSchools, type WantedSchool } from './schools.ts'
import { standingAt } from './standing.ts'
import { upnAmong } from './userCells.ts'
import { brokenRow, extraOfUsers, neededOfUsers, readUser, type UserPlaces } from './users.ts'

/**
 * Opens a OneRoster 1.1 or 1.2 bundle (CSV): the learners of one school, as they stand on a day (`YYYY-MM-DD`). Throws
 * `RosterFileError`, as do the items, as soon as the bundle as a whole proves wrong: nothing may be done before they are over.
 */
export const openOneRoster = async (
  files: RosterFiles,
  { today, ...wanted }: WantedSchool & { readonly today: string },
): Promise<OpenRoster> => {
  const manifest = await readManifest(files)
  const bundle: Bundle = { files, manifest, today, warnings: [] }
  const schools = await readSchools(bundle)
  const school = chooseSchool(schools, wanted, manifest.modeOf('orgs.csv') === 'bulk')
  const told = manifest.version === '1.1' ? ['users.csv'] : ['users.csv', 'roles.csv']
  const about = {
    format: `oneroster-${manifest.version}`,
    complete: told.every((file) => manifest.modeOf(file) === 'bulk'),
    schoolNumbers: schools.flatMap(({ number }) => number ?? []),
    schoolSourcedId: school.sourcedId,
  } as const
  return { about, items: readLearners(bundle, school, about.complete) }
}

async function* readLearners(bundle: Bundle, school: BundleSchool, complete: boolean): AsyncGenerator<RosterItem> {
  const { manifest, warnings } = bundle
  const members: Members = new Map()
  if (manifest.version === '1.2') await readRoles(bundle, school, members)
  const groupsRead = await readGroups(bundle, school, members)
  await readDemographics(bundle, members)
  let learners = 0
  for await (const item of readUsers(bundle, school, groupsRead, members)) {
    if (item.kind === 'learner' || item.kind === 'held') learners += 1
    yield item
  }
  for (const problem of warnings) yield { kind: 'warning', problem }
  if (complete && learners === 0) throw noLearnersOfSchool()
}

async function* readUsers(
  bundle: Bundle,
  school: BundleSchool,
  groupsRead: boolean,
  members: Members,
): AsyncGenerator<RosterItem> {
  const { manifest, warnings } = bundle
  const delta = manifest.modeOf('users.csv') === 'delta'
  const standing = standingAt(manifest, school)
  const known = { school, groupsRead, delta }
  const needed = delta ? ([...neededOfUsers[manifest.version], 'status'] as const) : neededOfUsers[manifest.version]
  for await (const { at, width, rows } of readFile<keyof UserPlaces>(bundle, 'users.csv', needed, extraOfUsers)) {
    for (const { cells, row } of rows) {
      if (!fits(cells, width)) {
        yield brokenRow(cells, at, row)
        continue
      }
      const sourcedId = cellAt(cells, at.sourcedId)
      const member = members.get(sourcedId)
      const stands = standing(cells, at, member)
      if (stands === 'learner') yield readUser(known, at, cells, row, member)
      else if (stands === 'left' && sourcedId !== '') {
        yield { kind: 'left', row, sourcedId, upn: upnAmong(cellAt(cells, at.userIds))?.upn ?? null }
        if (member) members.delete(sourcedId)
      } else if (stands === 'not-told' && !warnings.includes(rolesNotTold)) warnings.push(rolesNotTold)
    }
  }
  for (const [sourcedId, { role }] of members) {
    if (role === 'ended') yield { kind: 'left', row: null, sourcedId, upn: null }
  }
}
