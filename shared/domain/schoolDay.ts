const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})
const dayFirst = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: 00:00(?::00)?)?$/
const yearFirst = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?$/
const lastDay = '9999-12-31'
const hour = 3_600_000

/** The Europe/London day of an instant, as `YYYY-MM-DD`. Days of this form compare as text. */
export const schoolDayOf = (now: Date): string => {
  const [day, month, year] = london.format(now).split('/')
  return `${year}-${month}-${day}`
}

/** The day so many days later; earlier where the number is negative. */
export const daysAfter = (day: string, days: number): string => {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The instant at which a day begins in Europe/London. */
export const startOfSchoolDay = (day: string): Date => {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const summer = new Date(midnight - hour)
  return schoolDayOf(summer) === day ? summer : new Date(midnight)
}

/** The instant at which a day is over in Europe/London: the first one that is no longer in it. */
export const endOfSchoolDay = (day: string): Date =>
  day === lastDay ? new Date(`${lastDay}T23:59:59.999Z`) : startOfSchoolDay(daysAfter(day, 1))

/** Reads `dd/mm/yyyy` or `yyyy-mm-dd` into the latter; nothing for days that never were, or without a whole year. */
export const readRosterDate = (text: string): string | undefined => {
  const trimmed = text.trim()
  const british = dayFirst.exec(trimmed)
  const iso = british ? undefined : yearFirst.exec(trimmed)
  const [year, month, day] = british ? [british[3], british[2], british[1]] : [iso?.[1], iso?.[2], iso?.[3]]
  if (!year || !month || !day || year < '1900' || year >= '2200') return undefined
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const same = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return same ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined
}

/** Whether someone with this leaving date has left: from the day after, since the day itself is a school day. */
export const hasLeft = (leavingDate: string | null | undefined, today: string): boolean =>
  leavingDate !== null && leavingDate !== undefined && leavingDate < today
