import type { Learner } from '../../../../../shared/domain/learner.ts'
import type { Plan } from '../../../../../shared/domain/roster/plan/plan.ts'
import {
  type AccountElsewhere,
  type PlanInput,
  usualThresholds,
  type WholeRoster,
} from '../../../../../shared/domain/roster/plan/planInput.ts'
import { planRoster } from '../../../../../shared/domain/roster/plan/planRoster.ts'
import type { RosterLearner } from '../../../../../shared/domain/roster/rosterLearner.ts'
import { isTemporaryUpn, upnCheckLetter } from '../../../../../shared/domain/upn.ts'
import { aLearner, idFrom } from '../../../../support/builders.ts'

export const today = '2026-10-15'

/** A valid UPN, another one for every number; a temporary one where a last letter is given. */
export const upnOf = (number: number, last = ''): string => {
  const twelve = `6814001${String(number).padStart(5 - last.length, '0')}${last}`
  return upnCheckLetter(twelve) + twelve
}

/** Joe Bloggs of 7A as a report has him. */
export const aRow = (overrides: Partial<RosterLearner> = {}): RosterLearner => {
  const { upn = upnOf(1) } = overrides
  return {
    row: 2,
    sourcedId: null,
    upn,
    temporaryUpn: upn !== null && isTemporaryUpn(upn),
    admissionNumber: '004217',
    legalForename: 'Joe',
    legalSurname: 'Bloggs',
    preferredForename: undefined,
    preferredSurname: undefined,
    yearGroup: '7',
    registrationGroup: '7A',
    teachingClasses: ['7A/Ma1'],
    admissionDate: '2025-09-01',
    leavingDate: null,
    dateOfBirth: undefined,
    enrolmentStatus: undefined,
    consent: 'given',
    schoolNumber: undefined,
    enabled: true,
    ...overrides,
  }
}

/** The learner whom `aRow` is about, as the school has him. */
export const joe = (overrides: Partial<Learner> = {}): Learner => aLearner({ upn: upnOf(1), ...overrides })

/** One of many: everybody has a name, a UPN and an admission number of their own. */
export const pupil = (number: number, overrides: Partial<Learner> = {}): Learner =>
  aLearner({
    id: idFrom(`pupil${number}`),
    username: `Pupil${number}`,
    forename: 'Ann',
    surname: `Pupil${number}`,
    upn: upnOf(number),
    admissionNumber: String(number),
    ...overrides,
  })

export const pupils = (count: number, overrides: Partial<Learner> = {}): Learner[] =>
  Array.from({ length: count }, (_, place) => pupil(place + 1, overrides))

/** The row that changes nothing about a learner. */
export const rowFor = (learner: Learner, overrides: Partial<RosterLearner> = {}): RosterLearner =>
  aRow({
    upn: learner.upn,
    admissionNumber: learner.admissionNumber,
    legalForename: learner.legalForename,
    legalSurname: learner.legalSurname,
    yearGroup: learner.yearGroup as RosterLearner['yearGroup'],
    registrationGroup: learner.registrationGroup,
    teachingClasses: learner.teachingClasses,
    leavingDate: learner.leavingDate,
    consent: learner.consent,
    ...overrides,
  })

export const aRoster = (learners: readonly RosterLearner[], overrides: Partial<WholeRoster> = {}): WholeRoster => ({
  about: { format: 'mis-report', complete: true, schoolNumbers: [], schoolSourcedId: null },
  day: today,
  learners,
  held: [],
  removed: [],
  ...overrides,
})

const oneRoster = (complete: boolean): WholeRoster['about'] => ({
  format: 'oneroster-1.2',
  complete,
  schoolNumbers: [],
  schoolSourcedId: null,
})
export const bulk = oneRoster(true)
export const delta = oneRoster(false)

export const anInput = (overrides: Partial<PlanInput> = {}): PlanInput => ({
  school: { id: '6814001' },
  roster: null,
  current: [],
  elsewhere: [],
  today,
  thresholds: usualThresholds,
  ...overrides,
})

export const planFor = (
  rows: readonly RosterLearner[],
  current: readonly Learner[],
  more: Partial<PlanInput> & { readonly whole?: Partial<WholeRoster> } = {},
): Plan => {
  const { whole, ...input } = more
  return planRoster(anInput({ roster: aRoster(rows, whole), current, ...input }))
}

/** Joe Bloggs' account, live at another school. */
export const elsewhere = (overrides: Partial<AccountElsewhere> = {}): AccountElsewhere => ({
  accountId: 'bloggsjoeelsewhe',
  username: 'BloggsJ7',
  upn: upnOf(1),
  forename: 'Joey',
  surname: 'Bloggs',
  legalForename: 'Joe',
  legalSurname: 'Bloggs',
  dateOfBirth: null,
  status: 'active',
  deactivatedReason: null,
  schoolIds: ['6812002'],
  live: true,
  ...overrides,
})

/** Everything that a plan does, by the codes of its changes; and what it reports; and why it is held. */
export const codesOf = ({ decisions, reports, holds }: Plan) => ({
  changes: decisions.flatMap(({ changes }) => changes.map(({ code }) => code)),
  reports: reports.map(({ code }) => code),
  holds: holds.map(({ code }) => code),
})

/** What the only decision of a plan sets. */
export const setOf = ({ decisions }: Plan) => {
  const [decision] = decisions
  if (decisions.length !== 1 || !decision) throw new Error(`${decisions.length} decisions`)
  return decision.action === 'change' || decision.action === 'join' ? decision.set : {}
}
