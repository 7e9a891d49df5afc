import { type Account, isLearner } from '../../shared/domain/account.ts'
import { displayNameOf } from '../../shared/domain/names.ts'

/** The account as its owner sees it. */
export const ownAccountOf = ({ id, username, forename, surname, role }: Account) => ({
  id,
  username,
  forename,
  surname,
  displayName: displayNameOf(forename, surname),
  kind: isLearner(role) ? ('learner' as const) : ('staff' as const),
  role: role === 'primary-learner' || role === 'secondary-learner' ? ('learner' as const) : role,
})

/** Whose audit trail records what an account does to itself: its first school's, or its authority's without one. */
export const trailOf = (account: Account): string => account.schoolIds[0] ?? `authority#${account.authorityId}`
