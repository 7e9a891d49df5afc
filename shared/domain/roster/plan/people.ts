import type { Learner } from '../../learner.ts'
import { displayNameOf, fold, hasLostLetters, isLossyCopy } from '../../names.ts'
import type { RosterLearner } from '../rosterLearner.ts'

/** What tells one person from another beside the numbers they are known by. */
export type Person = Pick<Learner, 'forename' | 'surname' | 'legalForename' | 'legalSurname' | 'dateOfBirth'>

const sameBirth = (row: RosterLearner, { dateOfBirth }: Person): boolean =>
  Boolean(row.dateOfBirth) && row.dateOfBirth === dateOfBirth

const otherBirth = (row: RosterLearner, { dateOfBirth }: Person): boolean =>
  Boolean(row.dateOfBirth) && dateOfBirth !== null && row.dateOfBirth !== dateOfBirth

const isOrWas = (given: string, kept: string): boolean => given === kept || isLossyCopy(given, kept)

/** Whether the row's legal name is the learner's, or what an export without the right letters left of it. */
export const sameLegalName = (row: RosterLearner, { legalForename, legalSurname }: Person): boolean =>
  isOrWas(row.legalForename, legalForename) && isOrWas(row.legalSurname, legalSurname)

const foldedName = (forename: string, surname: string): string => fold(displayNameOf(forename, surname))

const sameName = (row: RosterLearner, person: Person): boolean => {
  if (sameLegalName(row, person)) return true
  const known = [foldedName(person.legalForename, person.legalSurname), foldedName(person.forename, person.surname)]
  const { legalForename, legalSurname, preferredForename, preferredSurname } = row
  return (
    known.includes(foldedName(legalForename, legalSurname)) ||
    known.includes(foldedName(preferredForename ?? legalForename, preferredSurname ?? legalSurname))
  )
}

/** Somebody else, whatever number the two share: another date of birth and another name. */
export const isSomebodyElse = (row: RosterLearner, person: Person): boolean =>
  otherBirth(row, person) && !sameName(row, person)

/** Whether name or date of birth say that it is the same person. */
export const seemsTheSame = (row: RosterLearner, person: Person): boolean =>
  sameBirth(row, person) || sameName(row, person)

export const hasLostLettersInName = (row: RosterLearner): boolean =>
  hasLostLetters(row.legalForename) || hasLostLetters(row.legalSurname)
