import type { Bilingual } from './language.ts'
import { fold } from './names.ts'

/** Every year group, in order, by its canonical id: nursery, reception, then years 1 to 14. */
export const yearGroups = [
  ...(['N1', 'N2', 'R'] as const),
  ...(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '14'] as const),
] as const

export type YearGroup = (typeof yearGroups)[number]

const order: ReadonlyMap<string, number> = new Map(yearGroups.map((id, index) => [id, index]))
const lastPrimary = yearGroups.indexOf('6')

const reception = /^(?:(?:year|yr?|blwyddyn|bl|dosbarth) ?)?(?:r|rec|reception|derbyn)$/
const nursery = /^(?:(?:year|blwyddyn|dosbarth) ?)?(?:n|nursery|[mf]eithrin) ?0?([12])$/
const numbered = /^(?:(?:nc )?(?:year|yr?)|blwyddyn|bl?)? ?0?([1-9]|1[0-4])$/

const isYearGroup = (text: string | undefined): text is YearGroup => text !== undefined && order.has(text)

/** Reads a year group as management systems write it in either language: `7`, `07`, `Year 7`, `Bl. 7`, `R`, `Meithrin 1`. */
export const readYearGroup = (text: string): YearGroup | undefined => {
  if (isYearGroup(text)) return text
  const plain = fold(text)
    .replace(/[\s.]+/g, ' ')
    .trim()
  const nurseryYear = nursery.exec(plain)?.[1]
  const id = reception.test(plain) ? 'R' : nurseryYear ? `N${nurseryYear}` : numbered.exec(plain)?.[1]
  return isYearGroup(id) ? id : undefined
}

/** The place of a year group in the order N1, N2, R, 1 to 14; anything else comes last. */
export const yearGroupOrder = (id: string): number => order.get(id) ?? yearGroups.length

/** Whether learners in this year group are primary learners, whatever the school's phase. */
export const isPrimaryYear = (id: string): boolean => yearGroupOrder(id) <= lastPrimary

/** What people call a year group. */
export const yearGroupName = (id: YearGroup): Bilingual => {
  if (id === 'R') return { en: 'Reception', cy: 'Derbyn' }
  if (id.startsWith('N')) return { en: `Nursery ${id.slice(1)}`, cy: `Meithrin ${id.slice(1)}` }
  return { en: `Year ${id}`, cy: `Blwyddyn ${id}` }
}
