import { keptName } from '../../../shared/domain/names.ts'
import { longestValue } from '../rosterCells.ts'
import { type Bundle, checkKept, eachRow, kept } from './bundle.ts'
import { groupsNotRead } from './bundleProblems.ts'
import { dayReader, standingOn } from './days.ts'
import { type Members, newMember } from './members.ts'
import type { BundleSchool } from './schools.ts'

// Far more than anyone has; without a limit the time would grow with the square.
const mostClasses = 250

type Group = { readonly homeroom: boolean; readonly title: string; readonly code: string }
type Groups = ReadonlyMap<string, Group>

const readClasses = async (bundle: Bundle, school: BundleSchool): Promise<Groups> => {
  const groups = new Map<string, Group>()
  const needed = ['sourcedId', 'title', 'classType', 'schoolSourcedId'] as const
  await eachRow(bundle, 'classes.csv', needed, ['classCode'], (cell) => {
    if (cell('schoolSourcedId') !== school.sourcedId) return
    const [title, code] = [cell('title'), cell('classCode')].map((text) => kept(keptName(text).slice(0, longestValue)))
    const homeroom = cell('classType').toLowerCase() === 'homeroom'
    groups.set(kept(cell('sourcedId')), { homeroom, title: title || code || '', code: code ?? '' })
    checkKept(groups, 'classes.csv')
  })
  return groups
}

/** What people call the groups: the title, and where several have the same one, the code behind it. */
const namesOf = (groups: Groups): ReadonlyMap<string, string> => {
  const counts = new Map<string, number>()
  const key = ({ homeroom, title }: Group) => `${homeroom}\t${title}`
  for (const group of groups.values()) counts.set(key(group), (counts.get(key(group)) ?? 0) + 1)
  const nameOf = (group: Group) => {
    const alone = counts.get(key(group)) === 1 || group.code === '' || group.code === group.title
    return alone ? group.title : `${group.title} (${group.code})`
  }
  return new Map([...groups].map(([id, group]) => [id, nameOf(group)]))
}

/**
 * Puts the school's learners into their registration group and teaching classes, and says whether that could be done: only when
 * both classes and enrolments are complete, since a part of someone's classes would take the other ones away.
 */
export const readGroups = async (bundle: Bundle, school: BundleSchool, members: Members): Promise<boolean> => {
  const modes = ['classes.csv', 'enrollments.csv'].map(bundle.manifest.modeOf)
  if (modes.some((mode) => mode !== 'bulk')) {
    if (modes.includes('delta')) bundle.warnings.push(groupsNotRead)
    return false
  }
  const groups = await readClasses(bundle, school)
  const names = namesOf(groups)
  const dayIn = dayReader(bundle, 'enrollments.csv')
  const needed = ['classSourcedId', 'userSourcedId', 'role'] as const
  await eachRow(bundle, 'enrollments.csv', needed, ['beginDate', 'endDate'], (cell, row) => {
    const id = cell('classSourcedId')
    const group = groups.get(id)
    const name = names.get(id)
    if (!group || !name || cell('role').toLowerCase() !== 'student') return
    const begin = dayIn(cell('beginDate'), 'beginDate', row)
    if (standingOn(bundle.today, begin, dayIn(cell('endDate'), 'endDate', row)) !== 'live') return
    const userId = cell('userSourcedId')
    const member = members.get(userId) ?? newMember('not-told')
    if (!members.has(userId)) members.set(kept(userId), member)
    checkKept(members, 'enrollments.csv')
    if (group.homeroom) member.registrationGroup ??= name
    else if (!member.teachingClasses.includes(name) && member.teachingClasses.length < mostClasses) {
      member.teachingClasses = [...member.teachingClasses, name]
    }
  })
  return true
}
