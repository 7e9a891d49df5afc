const invisible = /(?!\s)[\p{Cc}\p{Cf}\p{Cs}]|\uFEFF/gu
const plainName = /^[!-~]+(?: [!-~]+)*$/
const plainAscii = /^[ -_a-~]*$/
const unmarkedLetter = /[łøßæœđðıħþς]|[\u2018\u2019\u02bc\u00b4`]/g

const unmarked: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  ı: 'i',
  ħ: 'h',
  þ: 'th',
  ς: 'σ',
}

/** A name as the product keeps it: as given, in NFC, without invisible characters and needless spaces. */
export const keptName = (text: string): string =>
  plainName.test(text) ? text : text.replace(invisible, '').replace(/\s+/g, ' ').trim().normalize('NFC')

/** What people see of someone; either part may be empty. */
export const displayNameOf = (forename: string, surname: string): string =>
  [forename, surname].filter((part) => part !== '').join(' ')

/** Whether letters of a name were lost on its way, as in `Ll?r`. */
export const hasLostLetters = (name: string): boolean => /[?\uFFFD]/.test(name)

const isLeftOf = (given: string | undefined, kept: string): boolean =>
  given === kept ||
  (kept > '~' && (given === '?' || given === '\uFFFD' || given === kept.normalize('NFD').replace(/\p{M}/gu, '')))

/** Whether a given name is only what an export without the right letters left of the kept one: `Llyr` or `Ll?r` of `Llŷr`. */
export const isLossyCopy = (given: string, kept: string): boolean => {
  const [left, whole] = [Array.from(given), Array.from(kept)]
  return given !== kept && left.length === whole.length && whole.every((letter, index) => isLeftOf(left[index], letter))
}

/** The text with case and accents ignored, for ordering and search: `Llŷr O’Brien` becomes `llyr o'brien`. */
export const fold = (text: string): string =>
  plainAscii.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFD')
        .replace(/[\p{M}\p{Cf}]/gu, '')
        .toLowerCase()
        .replace(unmarkedLetter, (letter) => unmarked[letter] ?? "'")

const sortPart = (name: string): string => {
  const folded = fold(name)
  return folded.length <= 100 ? folded : [...folded].slice(0, 100).join('')
}

/**
 * Orders people by surname, then forename, case and accents ignored, when compared by UTF-8 bytes.
 * At most 801 bytes, which fits a DynamoDB sort key. Both names as `keptName` gives them.
 */
export const nameKey = (surname: string, forename: string): string => `${sortPart(surname)}\t${sortPart(forename)}`
