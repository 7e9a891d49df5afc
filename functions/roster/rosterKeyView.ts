import type { RosterKey } from '../../shared/domain/roster/rosterSync.ts'

/** A roster key as the API shows it: all but its secret. */
export const rosterKeyView = ({ id, name, createdBy, createdAt }: RosterKey) => ({
  id,
  name,
  createdBy: createdBy.username,
  createdAt,
})
