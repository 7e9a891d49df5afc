import { learnerRoutes } from './learners.ts'
import { passwordRoutes } from './passwords.ts'
import { printRoutes } from './prints.ts'
import { profileRoutes } from './profile.ts'
import { rosterRoutes } from './rosters.ts'
import { schoolRoutes } from './schools.ts'
import { serviceRoutes } from './service.ts'
import { sessionRoutes } from './sessions.ts'

/** Every route of the API, by name: the one list there is. */
export const routes = {
  ...serviceRoutes,
  ...sessionRoutes,
  ...profileRoutes,
  ...schoolRoutes,
  ...learnerRoutes,
  ...passwordRoutes,
  ...printRoutes,
  ...rosterRoutes,
}

export type RouteName = keyof typeof routes
