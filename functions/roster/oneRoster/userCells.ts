import { readUpn, type Upn } from '../../../shared/domain/upn.ts'
import { readYearGroup, type YearGroup } from '../../../shared/domain/yearGroups.ts'

// What isn't a year of school at all is `null`: after school, ungraded, other.
const gradeWords: ReadonlyMap<string, YearGroup | null> = new Map([
  ...(['it', 'pr'] as const).map((word) => [word, 'N1'] as const),
  ['pk', 'N2'],
  ...(['tk', 'kg'] as const).map((word) => [word, 'R'] as const),
  ...(['ps', 'ug', 'other'] as const).map((word) => [word, null] as const),
])

/** The parts of a cell that holds a list; producers differ in how they quote it. */
const listIn = (text: string): string[] =>
  text
    .replace(/["']/g, '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Whether a list of ids has this one. */
export const lists = (cell: string, id: string): boolean =>
  cell === id || (cell.includes(id) && listIn(cell).includes(id))

const readGrade = (grade: string): YearGroup | null | undefined => {
  const word = gradeWords.get(grade.toLowerCase())
  return word === undefined ? readYearGroup(grade) : word
}

/** The year group of a list of grades (`07`, `KG`); `null` when there is none, nothing when it isn't clear which. */
export const yearGroupOf = (grades: string): YearGroup | null | undefined => {
  const found = new Set(listIn(grades).map(readGrade))
  const [first = null] = found
  return found.size > 1 || found.has(undefined) ? undefined : first
}

/**
 * The unique pupil number among `{Type:Id}` pairs: `null` when there is none, nothing when one doesn't hold. An address
 * under that name is Microsoft's user principal name, which is something else.
 */
export const upnAmong = (userIds: string): Upn | null | undefined => {
  for (const pair of userIds.replace(/["']/g, '').split(/[{},;]/)) {
    const colon = pair.indexOf(':')
    const type = pair
      .slice(0, Math.max(0, colon))
      .replace(/[^a-z]/gi, '')
      .toLowerCase()
    const id = pair.slice(colon + 1).trim()
    if ((type !== 'upn' && type !== 'uniquepupilnumber') || id === '' || id.includes('@')) continue
    const upn = readUpn(id)
    return typeof upn === 'string' ? undefined : upn
  }
  return null
}

/** A unique pupil number where something else may be meant as well. */
export const upnPerhaps = (text: string): Upn | null => {
  const upn = readUpn(text)
  return typeof upn === 'string' ? null : upn
}
