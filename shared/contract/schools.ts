import * as z from 'zod'
import { phases } from '../domain/school.ts'
import { route } from './route.ts'
import { bilingual, instant, pageOf, paging, schoolId } from './text.ts'

const school = z.strictObject({ id: z.string(), name: bilingual, phase: z.enum(phases) }).meta({ id: 'School' })

const count = z.int().min(0).max(100_000)

const dashboard = z
  .strictObject({
    ...school.shape,
    learners: z.strictObject({
      total: count,
      active: count,
      deactivated: count,
      leavers: count,
      passwordAvailable: count,
      passwordNotAvailable: count,
      passwordChangedByUser: count,
    }),
    lastRosterSync: instant.nullable(),
    runningPasswordResets: z.array(z.string()),
  })
  .meta({ id: 'Dashboard' })

const groups = z.array(z.strictObject({ id: z.string(), name: z.string(), learners: count }))

const inSchool = z.object({ schoolId })

export const schoolRoutes = {
  listSchools: route({
    name: 'listSchools',
    area: 'schools',
    method: 'GET',
    path: '/v1/schools',
    summary: 'The schools this account may act for',
    permission: 'see-schools',
    query: z.strictObject(paging),
    status: 200,
    response: pageOf(school),
    problems: ['invalid-cursor'],
  }),
  openSchool: route({
    name: 'openSchool',
    area: 'schools',
    method: 'GET',
    path: '/v1/schools/{schoolId}',
    summary: "The school's dashboard; learners see its name alone",
    permission: 'see-schools',
    params: inSchool,
    status: 200,
    response: z.union([dashboard, school]),
  }),
  listGroups: route({
    name: 'listGroups',
    area: 'schools',
    method: 'GET',
    path: '/v1/schools/{schoolId}/groups',
    summary: 'Year groups, registration groups and teaching classes',
    permission: 'list-learners',
    params: inSchool,
    status: 200,
    response: z.strictObject({ yearGroups: groups, registrationGroups: groups, teachingClasses: groups }),
  }),
}
