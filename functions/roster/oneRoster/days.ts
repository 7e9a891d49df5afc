import { readRosterDate } from '../../../shared/domain/schoolDay.ts'
import type { Bundle } from './bundle.ts'
import { unreadableDate } from './bundleProblems.ts'

const day = /^\d{4}-\d{2}-\d{2}/

/** Reads the dates of a file, `YYYY-MM-DD` with or without a time; one that can't be read is none, with one warning for the file. */
export const dayReader = ({ warnings }: Bundle, file: string) => {
  let told = false
  return (text: string, column: string, row: number): string | undefined => {
    if (text === '') return undefined
    const date = readRosterDate(day.exec(text)?.[0] ?? '')
    if (!date && !told) {
      told = true
      warnings.push(unreadableDate(file, column, row))
    }
    return date
  }
}

/** How something with these dates stands on a day: the first day is in it, the last isn't. */
export const standingOn = (
  today: string,
  begin: string | undefined,
  end: string | undefined,
): 'to-come' | 'live' | 'over' => {
  if (end !== undefined && end <= today) return 'over'
  return begin !== undefined && begin > today ? 'to-come' : 'live'
}
