import * as z from 'zod'
import { consents, deactivatedReasons, passwordStatuses } from '../domain/learner.ts'
import { searchFields, sortOrders } from '../domain/learnerList.ts'
import { route } from './route.ts'
import { day, instant, ownId, pageOf, paging, schoolId, text } from './text.ts'

export const learner = z
  .strictObject({
    id: z.string(),
    username: z.string(),
    upn: z.string().nullable(),
    admissionNumber: z.string().nullable(),
    legalForename: z.string(),
    legalSurname: z.string(),
    forename: z.string(),
    surname: z.string(),
    displayName: z.string(),
    yearGroup: z.string().nullable(),
    registrationGroup: z.string().nullable(),
    teachingClasses: z.array(z.string()),
    leaver: z.boolean(),
    leavingDate: day.nullable(),
    status: z.enum(['active', 'deactivated']),
    deactivatedReason: z.enum(deactivatedReasons).nullable(),
    consent: z.enum(consents),
    createdAt: instant,
    passwordStatus: z.enum(passwordStatuses),
    passwordSetAt: instant.nullable(),
    version: z.int().min(1).max(2_147_483_647),
  })
  .meta({ id: 'Learner' })

export const learnerParams = z.object({ schoolId, learnerId: ownId })

const group = text(100, 1).optional()
const name = text(100).optional()

/** Changes of an account's state may say why; the reason is kept in the audit trail. */
const withReason = z.strictObject({ reason: text(500).optional() }).optional()

const learnerAt = { area: 'learners', params: learnerParams, status: 200, response: learner } as const

export const learnerRoutes = {
  listLearners: route({
    name: 'listLearners',
    area: 'learners',
    method: 'GET',
    path: '/v1/schools/{schoolId}/learners',
    summary: 'List, filter, search and order the learners of a school',
    permission: 'list-learners',
    params: z.object({ schoolId }),
    query: z.strictObject({
      yearGroup: group,
      registrationGroup: group,
      teachingClass: group,
      leaver: z.enum(['true', 'false']).optional(),
      status: z.enum(['active', 'deactivated']).optional(),
      createdFrom: day.optional(),
      createdTo: day.optional(),
      consent: z.enum(consents).optional(),
      passwordStatus: z.enum(passwordStatuses).optional(),
      q: text(200).optional(),
      field: z.enum(searchFields).default('any'),
      sort: z.enum(sortOrders).default('surname'),
      ...paging,
    }),
    status: 200,
    response: pageOf(learner),
    problems: ['invalid-cursor'],
  }),
  openLearner: route({
    ...learnerAt,
    name: 'openLearner',
    method: 'GET',
    path: '/v1/schools/{schoolId}/learners/{learnerId}',
    summary: 'View Details',
    permission: 'list-learners',
  }),
  editDisplayName: route({
    ...learnerAt,
    name: 'editDisplayName',
    method: 'PATCH',
    path: '/v1/schools/{schoolId}/learners/{learnerId}',
    summary: "Edit a learner's display name",
    permission: 'edit-display-names',
    body: z.strictObject({ forename: name, surname: name }),
    ifMatch: true,
    problems: ['precondition-required', 'precondition-failed', 'conflict'],
  }),
  changeLegalName: route({
    ...learnerAt,
    name: 'changeLegalName',
    method: 'PUT',
    path: '/v1/schools/{schoolId}/learners/{learnerId}/legal-name',
    summary: 'Change a legal name and, when asked for, issue a new username with a new password',
    permission: 'change-legal-names',
    body: z.strictObject({ legalForename: text(100), legalSurname: text(100), newUsername: z.boolean() }),
    ifMatch: true,
    problems: ['precondition-required', 'precondition-failed', 'conflict', 'temporarily-unavailable'],
  }),
  deactivateLearner: route({
    ...learnerAt,
    name: 'deactivateLearner',
    method: 'POST',
    path: '/v1/schools/{schoolId}/learners/{learnerId}/deactivate',
    summary: 'Deactivate the account: sign-in is refused, nothing is deleted',
    permission: 'deactivate-learners',
    body: withReason,
    problems: ['conflict'],
  }),
  reactivateLearner: route({
    ...learnerAt,
    name: 'reactivateLearner',
    method: 'POST',
    path: '/v1/schools/{schoolId}/learners/{learnerId}/reactivate',
    summary: 'Let the learner sign in again',
    permission: 'deactivate-learners',
    body: withReason,
    problems: ['conflict'],
  }),
}
