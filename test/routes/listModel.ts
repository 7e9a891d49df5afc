import type * as z from 'zod'
import type { learner } from '../../shared/contract/learners.ts'

export type Learner = z.output<typeof learner>

export type ListQuery = {
  readonly yearGroup?: string | undefined
  readonly registrationGroup?: string | undefined
  readonly teachingClass?: string | undefined
  readonly leaver?: string | undefined
  readonly status?: string | undefined
  readonly createdFrom?: string | undefined
  readonly createdTo?: string | undefined
  readonly consent?: string | undefined
  readonly passwordStatus?: string | undefined
  readonly q?: string | undefined
  readonly field?: string | undefined
  readonly sort?: string | undefined
  readonly limit?: string | undefined
}

/** What the list should be, worked out from the whole school in the plainest way; it shares nothing with the product. */
const years = ['N1', 'N2', 'R', ...Array.from({ length: 14 }, (_, index) => String(index + 1))]

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replaceAll('’', "'")

const londonDay = (instant: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date(instant))

const parts = (text: string): string[] =>
  plain(text)
    .split(/[\s-]+/)
    .filter(Boolean)

/** A word with apostrophes is found by what is behind each of them as well. */
const wordsOf = (text: string): string[] =>
  parts(text).flatMap((word) => word.split("'").map((_, from, pieces) => pieces.slice(from).join('')))

const namedFields = ['forename', 'surname', 'displayName', 'username', 'upn', 'admissionNumber'] as const

const isFound = (learner: Learner, { q, field = 'any' }: ListQuery): boolean => {
  const searched = namedFields.filter((name) => field === 'any' || field === name).map((name) => learner[name] ?? '')
  const words = searched.flatMap(wordsOf)
  const asked = parts(q ?? '').map((word) => word.replaceAll("'", ''))
  return asked.every((beginning) => words.some((word) => word.startsWith(beginning)))
}

const isOrUnasked = (asked: string | undefined, actual: unknown) => asked === undefined || asked === String(actual)

const passes = (learner: Learner, query: ListQuery): boolean =>
  isOrUnasked(query.yearGroup, learner.yearGroup) &&
  isOrUnasked(query.registrationGroup, learner.registrationGroup) &&
  (query.teachingClass === undefined || learner.teachingClasses.includes(query.teachingClass)) &&
  isOrUnasked(query.leaver, learner.leaver) &&
  isOrUnasked(query.status, learner.status) &&
  isOrUnasked(query.consent, learner.consent) &&
  isOrUnasked(query.passwordStatus, learner.passwordStatus) &&
  (query.createdFrom === undefined || londonDay(learner.createdAt) >= query.createdFrom) &&
  (query.createdTo === undefined || londonDay(learner.createdAt) <= query.createdTo) &&
  isFound(learner, query)

const sortValue = (learner: Learner, by: string): string | number => {
  if (by === 'createdAt') return Date.parse(learner.createdAt)
  if (by === 'yearGroup') return learner.yearGroup === null ? years.length : years.indexOf(learner.yearGroup)
  return plain(by === 'forename' ? learner.forename : learner.surname)
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0)

/** The ids that a list with this query has, all pages together, in order. */
export const expectedIds = (everyone: readonly Learner[], query: ListQuery): string[] => {
  const by = (query.sort ?? 'surname').replace('-', '')
  const turn = query.sort?.startsWith('-') ? -1 : 1
  return everyone
    .filter((learner) => passes(learner, query))
    .sort(
      (a, b) =>
        turn * compare(sortValue(a, by), sortValue(b, by)) ||
        compare(plain(a.surname), plain(b.surname)) ||
        compare(plain(a.forename), plain(b.forename)) ||
        compare(a.id, b.id),
    )
    .map(({ id }) => id)
}
