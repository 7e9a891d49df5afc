import type { Consent } from '../../shared/domain/learner.ts'
import type { Random } from '../../shared/domain/random.ts'
import type { EnrolmentStatus } from '../../shared/domain/roster/enrolmentStatus.ts'
import { daysAfter } from '../../shared/domain/schoolDay.ts'
import { upnCheckLetter } from '../../shared/domain/upn.ts'
import { type YearGroup, yearGroupOrder } from '../../shared/domain/yearGroups.ts'
import { forenames, hardNames, patronymics, surnames } from './demoNames.ts'
import type { DemoYears } from './demoYears.ts'

/** A made-up learner, as a management system would hold them; days are `YYYY-MM-DD`. */
export type DemoLearner = {
  readonly admissionNumber: string
  readonly upn: string
  readonly legalSurname: string
  readonly legalForename: string
  readonly preferredForename: string
  readonly yearGroup: YearGroup
  readonly registrationGroup: string
  readonly teachingClasses: readonly string[]
  readonly admissionDate: string
  readonly leavingDate: string | null
  readonly dateOfBirth: string
  readonly enrolmentStatus: EnrolmentStatus
  readonly consent: Consent
}

const pick = <T>(list: readonly T[], random: Random): T => {
  const chosen = list[random(list.length)]
  if (chosen === undefined) throw new RangeError('nothing to pick from')
  return chosen
}
const oneIn = (chances: number, random: Random): boolean => random(chances) === 0
const commonSurname = (random: Random): string =>
  pick(surnames.slice(0, 1 + random(1 + random(surnames.length))), random)

const nameOf = (place: number, random: Random): readonly [forename: string, surname: string] => {
  const hard = place % 7 === 3 ? hardNames[(place - 3) / 7] : undefined
  if (hard) return hard
  const forename = pick(forenames, random)
  if (oneIn(40, random)) return [forename, `ap ${pick(patronymics, random)}`]
  const surname = commonSurname(random)
  return [forename, oneIn(8, random) ? `${surname}-${commonSurname(random)}` : surname]
}

const upnOf = (school: number, joined: string, place: number, random: Random): string => {
  const start = `${660 + random(22)}${2000 + (school % 8000)}${joined.slice(2, 4)}`
  const serial = String(place % 1000).padStart(3, '0')
  const end =
    place % 90 === 60 ? `${String(Math.floor(place / 90)).padStart(2, '0')}${pick([...'ABCDEFGH'], random)}` : serial
  return upnCheckLetter(start + end) + start + end
}

const consentOf = (random: Random): Consent => {
  const of100 = random(100)
  return of100 < 70 ? 'given' : of100 < 85 ? 'not-given' : of100 < 91 ? 'withdrawn' : 'unknown'
}

const enrolmentOf = (random: Random): EnrolmentStatus => {
  const of200 = random(200)
  return of200 < 194 ? 'C' : of200 < 197 ? 'M' : of200 < 199 ? 'S' : 'G'
}

const placesOfLeavers = (learners: number): ReadonlySet<number> => {
  const leavers = learners < 20 ? 0 : Math.max(1, Math.min(5, Math.round(learners / 100)))
  return new Set(Array.from({ length: leavers }, (_, index) => learners - 1 - index * 3))
}

/** The school year's first day: 1 September. */
const startOfSchoolYear = (today: string): string => {
  const year = Number(today.slice(0, 4))
  return `${today.slice(5) >= '09-01' ? year : year - 1}-09-01`
}
const yearsBefore = (day: string, years: number): string => `${Number(day.slice(0, 4)) - years}${day.slice(4)}`

/** Learners of a demo school of that number, which sets their UPNs apart from every other demo school's. */
export const demoLearners = (
  school: number,
  learners: number,
  years: DemoYears,
  today: string,
  random: Random,
): DemoLearner[] => {
  const thisYear = startOfSchoolYear(today)
  const leavers = placesOfLeavers(learners)
  return years.placesFor(learners).map(({ yearGroup, registrationGroup, teachingClasses }, place) => {
    const yearsHere = Math.max(0, yearGroupOrder(yearGroup) - yearGroupOrder(years.entry))
    const joined = yearsBefore(thisYear, yearsHere)
    const late = oneIn(20, random) && yearsHere > 0 && !leavers.has(place) ? random(300) : 0
    const born = yearsBefore(thisYear, yearGroupOrder(yearGroup) + 3)
    const [legalForename, legalSurname] = place === 0 ? (['Siân', 'Llŷr-Jones'] as const) : nameOf(place, random)
    const left = leavers.has(place) ? daysAfter(today, -1 - random(60)) : null
    const leaving = place === learners - 16 ? today : oneIn(50, random) ? daysAfter(today, 14 + random(200)) : null
    return {
      admissionNumber: String(1001 + place).padStart(6, '0'),
      upn: upnOf(school, joined, place, random),
      legalSurname,
      legalForename,
      preferredForename: oneIn(25, random) ? pick(forenames, random) : '',
      yearGroup,
      registrationGroup,
      teachingClasses,
      admissionDate: daysAfter(joined, late),
      leavingDate: left ?? leaving,
      dateOfBirth: daysAfter(born, random(365)),
      enrolmentStatus: enrolmentOf(random),
      consent: consentOf(random),
    }
  })
}
