import * as z from 'zod'
import type { Account, Session } from '../domain/account.ts'
import { consents, deactivatedReasons, type Learner, passwordStatuses } from '../domain/learner.ts'
import { phases, type School } from '../domain/school.ts'

/** The form of what is kept, checked whenever it is read: an item of another form is a fault, never a guess. */
const status = z.enum(['active', 'deactivated'])

export const storedAccount: z.ZodType<Account> = z.object({
  id: z.string(),
  username: z.string(),
  role: z.enum(['primary-learner', 'secondary-learner', 'staff', 'digital-champion', 'local-administrator']),
  forename: z.string(),
  surname: z.string(),
  authorityId: z.string(),
  schoolIds: z.array(z.string()),
  status,
  epoch: z.number(),
  passwordChangeRequired: z.boolean(),
})

export const storedSession: z.ZodType<Session> = z.object({
  accountId: z.string(),
  secretHash: z.string(),
  epoch: z.number(),
  createdAt: z.string(),
  idleUntil: z.string(),
  expiresAt: z.string(),
})

export const storedSchool: z.ZodType<School> = z.object({
  id: z.string(),
  authorityId: z.string(),
  name: z.object({ en: z.string(), cy: z.string() }),
  phase: z.enum(phases),
  lastRosterSync: z.string().nullable(),
})

export const storedLearner: z.ZodType<Learner> = z.object({
  id: z.string(),
  username: z.string(),
  upn: z.string().nullable(),
  admissionNumber: z.string().nullable(),
  legalForename: z.string(),
  legalSurname: z.string(),
  forename: z.string(),
  surname: z.string(),
  yearGroup: z.string().nullable(),
  registrationGroup: z.string().nullable(),
  teachingClasses: z.array(z.string()),
  leaver: z.boolean(),
  leavingDate: z.string().nullable(),
  status,
  deactivatedReason: z.enum(deactivatedReasons).nullable(),
  consent: z.enum(consents),
  createdAt: z.string(),
  passwordStatus: z.enum(passwordStatuses),
  passwordSetAt: z.string().nullable(),
  passwordVersion: z.number(),
  version: z.number(),
  sourcedId: z.string().nullable(),
  dateOfBirth: z.string().nullable(),
  missingSince: z.string().nullable(),
  leaverSince: z.string().nullable(),
  otherSchoolIds: z.array(z.string()),
})
