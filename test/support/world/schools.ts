import type { SchoolStore } from '../../../shared/store/schools.ts'
import { byBytes, type State } from './state.ts'

export const memorySchools = ({ schools }: State): SchoolStore => ({
  get: async (id) => schools.get(id) ?? null,
  getMany: async (ids) => ids.toSorted(byBytes).flatMap((id) => schools.get(id) ?? []),
  ofAuthority: async (authorityId, limit, after) =>
    [...schools.values()]
      .filter((school) => school.authorityId === authorityId && (after === undefined || byBytes(school.id, after) > 0))
      .sort((a, b) => byBytes(a.id, b.id))
      .slice(0, limit),
  rosterApplied: async (id, at) => {
    const school = schools.get(id)
    if (!school) throw new Error('There is no such school')
    schools.set(id, { ...school, lastRosterSync: at.toISOString() })
  },
  allIds: async () => [...schools.keys()].sort(byBytes),
  create: async (school) => {
    if (schools.has(school.id)) return false
    schools.set(school.id, school)
    return true
  },
})
