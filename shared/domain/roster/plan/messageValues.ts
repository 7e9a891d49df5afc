import type { Bilingual } from '../../language.ts'

type Value = string | number | null | undefined

/** What a message says beside its code: enough to make its text in both languages when it is read. */
export type MessageValues = Readonly<Record<string, string | number | null>>

export type MessageOf = (values: MessageValues) => Bilingual

/** A value inside a text. */
export const shown = (value: Value): Bilingual =>
  value === null || value === undefined || value === ''
    ? { en: 'none', cy: 'dim' }
    : { en: String(value), cy: String(value) }

/** A day as people write it: `31/07/2026`. */
export const shownDay = (value: Value): Bilingual => shown(value && String(value).split('-').reverse().join('/'))

const welshLearners = (count: number): string => {
  if (count === 2) return '2 ddysgwr'
  return count > 10 ? `${count} o ddysgwyr` : `${count} dysgwr`
}

/** So many learners. Welsh counts with the singular up to ten: `2 ddysgwr`, `7 dysgwr`, `12 o ddysgwyr`. */
export const shownLearners = (value: Value): Bilingual => {
  const count = Number(value)
  return { en: count === 1 ? '1 learner' : `${count} learners`, cy: welshLearners(count) }
}

/** So many rows. Feminine in Welsh: `2 res`, `3 rhes`. */
export const shownRows = (value: Value): Bilingual => {
  const count = Number(value)
  const welsh = count === 2 ? 'res' : count > 10 ? 'o resi' : 'rhes'
  return { en: count === 1 ? '1 row' : `${count} rows`, cy: `${count} ${welsh}` }
}
