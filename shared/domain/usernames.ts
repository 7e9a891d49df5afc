const longestStem = 40
const noLetters = 'learner'

const withoutMark: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  Ø: 'O',
  ø: 'o',
  ß: 'ss',
  ẞ: 'SS',
  Æ: 'Ae',
  æ: 'ae',
  Œ: 'Oe',
  œ: 'oe',
  Đ: 'D',
  đ: 'd',
  Ð: 'D',
  ð: 'd',
  ı: 'i',
  Ħ: 'H',
  ħ: 'h',
  Þ: 'Th',
  þ: 'th',
}

const asciiLetters = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/[ŁłØøßẞÆæŒœĐđÐðıĦħÞþ]/g, (letter) => withoutMark[letter] ?? '')
    .replace(/[^A-Za-z]/g, '')

/**
 * The stem of a learner's username: legal surname and the forename's first letter, in ASCII letters, as `BloggsJ`.
 * Someone with one name gets that name; a name without ASCII letters gives `learner`. At most 40 letters, never a digit.
 * Stems that differ only in case share their numbers: count by `usernameKey(stem)`.
 */
export const usernameStem = (legalForename: string, legalSurname: string): string => {
  const forename = asciiLetters(legalForename)
  const surname = asciiLetters(legalSurname)
  const initial = surname === '' ? '' : forename.slice(0, 1).toUpperCase()
  const name = (surname || forename).slice(0, longestStem - initial.length)
  return name === '' ? noLetters : name.slice(0, 1).toUpperCase() + name.slice(1) + initial
}

/** The username of the stem's nth holder, from 1: `BloggsJ`, `BloggsJ2`, `BloggsJ3`. */
export const usernameFor = (stem: string, number: number): string => (number === 1 ? stem : `${stem}${number}`)

/** What two usernames share when they are the same whatever their case. */
export const usernameKey = (username: string): string => username.normalize('NFC').toLowerCase().normalize('NFC')
