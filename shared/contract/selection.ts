import * as z from 'zod'
import type { Selection } from '../domain/learner.ts'
import { text } from './text.ts'

const kinds = {
  learnerIds: z.array(text(64, 1)).min(1).max(500).optional(),
  registrationGroup: text(100, 1).optional(),
  teachingClass: text(100, 1).optional(),
  yearGroup: text(100, 1).optional(),
}

type Kinds = z.infer<z.ZodObject<typeof kinds>> & { all?: true | undefined }

const onlyOne = (given: object) => Object.values(given).filter((value) => value !== undefined).length === 1

const toSelection = ({ learnerIds, registrationGroup, teachingClass, yearGroup }: Kinds): Selection => {
  if (learnerIds !== undefined) return { kind: 'learners', learnerIds }
  if (registrationGroup !== undefined) return { kind: 'registration-group', id: registrationGroup }
  if (teachingClass !== undefined) return { kind: 'teaching-class', id: teachingClass }
  if (yearGroup !== undefined) return { kind: 'year-group', id: yearGroup }
  return { kind: 'all' }
}

/** Ticked learners or one group of them. */
export const groupSelection = z.strictObject(kinds).refine(onlyOne, { error: 'one-selection' }).transform(toSelection)

/** The same, or the whole school. */
export const anySelection = z
  .strictObject({ ...kinds, all: z.literal(true).optional() })
  .refine(onlyOne, { error: 'one-selection' })
  .transform(toSelection)
