import { type Bundle, checkKept, eachRow, kept } from './bundle.ts'
import { dayReader, standingOn } from './days.ts'
import type { BundleSchool } from './schools.ts'

/** What the files beside `users.csv` say of somebody at the school. */
export type Member = {
  /** By `roles.csv`: a learner of the school, or no longer one. */
  role: 'learner' | 'ended' | 'not-told'
  registrationGroup: string | null
  teachingClasses: readonly string[]
  dateOfBirth: string | undefined
}

/** By `sourcedId`. Only what is about the school that is read is kept: memory grows with that school, not with the bundle. */
export type Members = Map<string, Member>

const noClasses: readonly string[] = []

export const newMember = (role: Member['role']): Member => ({
  role,
  registrationGroup: null,
  teachingClasses: noClasses,
  dateOfBirth: undefined,
})

/** OneRoster 1.2: the school's learners by `roles.csv`, main role or further one; and in a delta, who is no longer one. */
export const readRoles = async (bundle: Bundle, school: BundleSchool, members: Members): Promise<void> => {
  const dayIn = dayReader(bundle, 'roles.csv')
  const needed = ['userSourcedId', 'role', 'orgSourcedId'] as const
  const delta = bundle.manifest.modeOf('roles.csv') === 'delta'
  await eachRow(bundle, 'roles.csv', needed, ['beginDate', 'endDate'], (cell, row, deleted) => {
    if (cell('orgSourcedId') !== school.sourcedId || cell('role').toLowerCase() !== 'student') return
    const begin = dayIn(cell('beginDate'), 'beginDate', row)
    const end = dayIn(cell('endDate'), 'endDate', row)
    const standing = deleted ? 'over' : standingOn(bundle.today, begin, end)
    const id = kept(cell('userSourcedId'))
    if (standing === 'live') members.set(id, newMember('learner'))
    else if (standing === 'over' && delta && !members.has(id)) members.set(id, newMember('ended'))
    checkKept(members, 'roles.csv')
  })
}

/** `demographics.csv` has no schools: dates of birth are kept of those alone who are known to be of this one. */
export const readDemographics = async (bundle: Bundle, members: Members): Promise<void> => {
  const dayIn = dayReader(bundle, 'demographics.csv')
  await eachRow(bundle, 'demographics.csv', ['sourcedId', 'birthDate'], [], (cell, row, deleted) => {
    const member = deleted ? undefined : members.get(cell('sourcedId'))
    if (member) member.dateOfBirth = dayIn(cell('birthDate'), 'birthDate', row)
  })
}
