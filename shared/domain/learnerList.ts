import type { AccountStatus } from './account.ts'
import type { Consent, Learner, PasswordStatus } from './learner.ts'
import { fold } from './names.ts'
import { endOfSchoolDay, startOfSchoolDay } from './schoolDay.ts'
import { searchable, searchMatcher } from './searchWords.ts'
import { yearGroupOrder } from './yearGroups.ts'

export const searchFields = ['any', 'forename', 'surname', 'displayName', 'username', 'upn', 'admissionNumber'] as const
export type SearchField = (typeof searchFields)[number]

export const sortOrders = [
  'surname',
  '-surname',
  'forename',
  '-forename',
  'createdAt',
  '-createdAt',
  'yearGroup',
  '-yearGroup',
] as const
export type SortOrder = (typeof sortOrders)[number]

/** What filters, order and search need of a learner, names folded: small enough to read a whole school of. */
export type LearnerIndexEntry = Pick<
  Learner,
  | 'id'
  | 'username'
  | 'upn'
  | 'admissionNumber'
  | 'yearGroup'
  | 'registrationGroup'
  | 'teachingClasses'
  | 'leaver'
  | 'status'
  | 'consent'
  | 'createdAt'
  | 'passwordStatus'
> & { readonly foldedForename: string; readonly foldedSurname: string }

export const indexEntryOf = (learner: Learner): LearnerIndexEntry => ({
  ...learner,
  foldedForename: fold(learner.forename),
  foldedSurname: fold(learner.surname),
})

/** Filters that aren't given let everything through. Days are Europe/London days, both ends included. */
export type LearnerFilters = {
  readonly yearGroup?: string | undefined
  readonly registrationGroup?: string | undefined
  readonly teachingClass?: string | undefined
  readonly leaver?: boolean | undefined
  readonly status?: AccountStatus | undefined
  readonly createdFrom?: string | undefined
  readonly createdTo?: string | undefined
  readonly consent?: Consent | undefined
  readonly passwordStatus?: PasswordStatus | undefined
  readonly q?: string | undefined
  readonly field: SearchField
}

const searched: Readonly<Record<SearchField, (entry: LearnerIndexEntry) => (string | null)[]>> = {
  any: (entry) => [entry.foldedForename, entry.foldedSurname, entry.username, entry.upn, entry.admissionNumber],
  forename: (entry) => [entry.foldedForename],
  surname: (entry) => [entry.foldedSurname],
  displayName: (entry) => [entry.foldedForename, entry.foldedSurname],
  username: (entry) => [entry.username],
  upn: (entry) => [entry.upn],
  admissionNumber: (entry) => [entry.admissionNumber],
}

const isOrUnasked = <T>(asked: T | undefined, actual: T | null): boolean => asked === undefined || asked === actual

/** Whether a learner passes all filters and the search. */
export const learnerFilter = (filters: LearnerFilters): ((entry: LearnerIndexEntry) => boolean) => {
  const from = filters.createdFrom && startOfSchoolDay(filters.createdFrom).toISOString()
  const before = filters.createdTo && endOfSchoolDay(filters.createdTo).toISOString()
  const matches = filters.q ? searchMatcher(filters.q) : undefined
  const fields = searched[filters.field]
  return (entry) =>
    isOrUnasked(filters.yearGroup, entry.yearGroup) &&
    isOrUnasked(filters.registrationGroup, entry.registrationGroup) &&
    (filters.teachingClass === undefined || entry.teachingClasses.includes(filters.teachingClass)) &&
    isOrUnasked(filters.leaver, entry.leaver) &&
    isOrUnasked(filters.status, entry.status) &&
    isOrUnasked(filters.consent, entry.consent) &&
    isOrUnasked(filters.passwordStatus, entry.passwordStatus) &&
    (!from || entry.createdAt >= from) &&
    (!before || entry.createdAt < before) &&
    (!matches || matches(searchable(fields(entry).filter((text) => text !== null))))
}

/** Where a learner stands in an order: by the order's own value, then surname, forename and id. */
export type Position = readonly [value: string, surname: string, forename: string, id: string]

const sortValue: Readonly<Record<string, (entry: LearnerIndexEntry) => string>> = {
  surname: (entry) => entry.foldedSurname,
  forename: (entry) => entry.foldedForename,
  createdAt: (entry) => entry.createdAt,
  yearGroup: (entry) => String(yearGroupOrder(entry.yearGroup ?? '')).padStart(2, '0'),
}

/** The learner's place in the order. */
export const positionIn = (sort: SortOrder, entry: LearnerIndexEntry): Position => [
  sortValue[sort.replace('-', '')]?.(entry) ?? '',
  entry.foldedSurname,
  entry.foldedForename,
  entry.id,
]

/** Compares two positions of one order; descending turns the order's own value round, ties stay by name. */
export const comparePositions = (sort: SortOrder, a: Position, b: Position): number => {
  const turn = sort.startsWith('-') ? -1 : 1
  for (const [place, value] of a.entries()) {
    const other = b[place] ?? ''
    if (value !== other) return (value < other ? -1 : 1) * (place === 0 ? turn : 1)
  }
  return 0
}
