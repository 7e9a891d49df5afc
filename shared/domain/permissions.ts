/** What an account is, as far as rights go. Learners in nursery to year 6 are primary, whatever their school's phase. */
export type Role = 'primary-learner' | 'secondary-learner' | 'staff' | 'digital-champion' | 'local-administrator'

const everyone: readonly Role[] = [
  'primary-learner',
  'secondary-learner',
  'staff',
  'digital-champion',
  'local-administrator',
]
const allStaff: readonly Role[] = ['staff', 'digital-champion', 'local-administrator']
const champions: readonly Role[] = ['digital-champion', 'local-administrator']

const holders = {
  'sign-out': everyone,
  'see-own-profile': everyone,
  'change-own-password': ['secondary-learner', ...allStaff],
  'see-schools': everyone,
  'list-learners': allStaff,
  'show-passwords': allStaff,
  'reset-passwords': allStaff,
  'print-credentials': allStaff,
  'deactivate-learners': allStaff,
  'edit-display-names': allStaff,
  'change-legal-names': champions,
  'sync-rosters': champions,
} as const satisfies Record<string, readonly Role[]>

/** One thing that can be allowed or not: the rows of the table in the rules of the job. */
export type Permission = keyof typeof holders

/** Whether this role holds the permission. Where it may use it is the school's part: see `mayActFor`. */
export const allows = (role: Role, permission: Permission): boolean =>
  (holders[permission] as readonly Role[]).includes(role)

/** All that a role may do, in a fixed order. */
export const permissionsOf = (role: Role): Permission[] =>
  (Object.keys(holders) as Permission[]).filter((permission) => allows(role, permission))

/** Whether an account has to do with a school at all: its own schools, or any of the authority for its administrators. */
export const mayActFor = (
  account: { readonly role: Role; readonly authorityId: string; readonly schoolIds: readonly string[] },
  school: { readonly id: string; readonly authorityId: string },
): boolean =>
  account.role === 'local-administrator'
    ? school.authorityId === account.authorityId
    : account.schoolIds.includes(school.id)
