import type { Bilingual } from '../../shared/domain/language.ts'
import type { Phase } from '../../shared/domain/school.ts'
import { demoLearners } from './demoLearners.ts'
import { simsReport, teacherCentreReport } from './demoReport.ts'
import { primaryYears, secondaryYears } from './demoYears.ts'
import { seededRandom } from './seededRandom.ts'

// No authority in Wales has this number, so that no demo school is ever taken for a real one.
const authorityId = '699'

const places = [
  ...['Glan Allwedd', 'Pont y Felin', 'Bryn Derw', 'Cae Gwyn', 'Dôl Afon', 'Ffynnon Oer', 'Coed Mawr', 'Rhyd Wen'],
  ...['Tŷ Coch', 'Llwyn Onn', 'Maes Hir', 'Nant Glas', 'Hendre Las', 'Craig Ddu', 'Gwêl y Môr', 'Tan yr Allt'],
]

/** A made-up school and the report that its management system exports. */
export type DemoSchool = {
  readonly id: string
  readonly authorityId: string
  readonly name: Bilingual
  readonly phase: Phase
  readonly report: { readonly fileName: string; readonly csv: string }
}

/** How many schools of how many learners (by itself 900 in a secondary, 210 in a primary school), on which day. */
export type DemoSize = {
  readonly schools?: number | undefined
  readonly learners?: number | undefined
  /** A Europe/London day, `YYYY-MM-DD`. */
  readonly today: string
  readonly seed?: number | undefined
}

const demoSchool = (index: number, { learners, today, seed = 1 }: DemoSize): DemoSchool => {
  const round = Math.floor(index / places.length)
  const place = `${places[index % places.length]}${round === 0 ? '' : ` ${round + 1}`}`
  const random = seededRandom(seed * 100_003 + index)
  if (index % 2 === 0) {
    const csv = simsReport(demoLearners(index, learners ?? 900, secondaryYears, today, random))
    const name = { en: `${place} High School`, cy: `Ysgol Uwchradd ${place}` }
    const id = `${authorityId}${4001 + index / 2}`
    return { id, authorityId, name, phase: 'secondary', report: { fileName: 'sims-learners.csv', csv } }
  }
  const id = `${authorityId}${2001 + (index - 1) / 2}`
  const csv = teacherCentreReport(id, demoLearners(index, learners ?? 210, primaryYears, today, random))
  const name = { en: `${place} Primary School`, cy: `Ysgol Gynradd ${place}` }
  return { id, authorityId, name, phase: 'primary', report: { fileName: 'teacher-centre-learners.csv', csv } }
}

/**
 * Demo schools of one authority, a secondary and a primary one in turn, each with a report; always the same ones for
 * the same day and seed. At most 4,000 schools of 2,500 learners.
 */
export const demoSchools = (size: DemoSize): DemoSchool[] =>
  Array.from({ length: size.schools ?? 2 }, (_, index) => demoSchool(index, size))
