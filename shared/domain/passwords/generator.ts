import type { Random } from '../random.ts'
import { brokenRules, type PasswordContext } from './policy.ts'
import { isRude } from './rudeWords.ts'
import { welshWords } from './words.cy.ts'
import { englishWords } from './words.en.ts'

/** The language of a generated password's words; with `either`, both words are of the one that comes up. */
export type PasswordLanguage = 'en' | 'cy' | 'either'

/** The most learners in one group reset. */
export const mostPlaces = 4096

const lists: Readonly<Record<PasswordLanguage, readonly (readonly string[])[]>> = {
  en: [englishWords],
  cy: [welshWords],
  either: [englishWords, welshWords],
}

const nobody: PasswordContext = { username: '', schoolNames: [] }

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** The pairs of words of a language are numbered, those of the first list first. */
const pairCount = (language: PasswordLanguage): number =>
  lists[language].reduce((count, words) => count + words.length ** 2, 0)

const pairAt = (number: number, language: PasswordLanguage): string => {
  let left = number
  for (const words of lists[language]) {
    const first = words[Math.floor(left / words.length)]
    const second = words[left % words.length]
    if (first && second) return capitalised(first) + capitalised(second)
    left -= words.length ** 2
  }
  throw new RangeError(`There is no pair ${number}`)
}

const digit = (random: Random): number => 2 + random(8)

const draw = (random: Random, pair: () => string, context: PasswordContext): string => {
  for (;;) {
    const password = `${pair()}${digit(random)}${digit(random)}`
    if (!isRude(password) && brokenRules(password, context).length === 0) return password
  }
}

/** A password for a young learner: two words and two digits, as `RedTiger47`. 27.5 bits in Welsh, 28.2 in English. */
export const generatePassword = (random: Random, language: PasswordLanguage, context = nobody): string =>
  draw(random, () => pairAt(random(pairCount(language)), language), context)

/**
 * A password that no other place of the same job gets, with the same `start` and language, however often each is drawn.
 * Start and place only say which share of the pairs it is drawn from, one in 4,096, and no two places have a share in
 * common; the pair and the digits are drawn afresh. So who knows the job still has 15 bits to guess (a neighbour's
 * password tells no more than that), and who doesn't know its start all that `generatePassword` gives.
 * @param start any whole number from 0, random for each job. @param place from 0, below `mostPlaces`.
 */
export const passwordForPlace = (
  random: Random,
  start: number,
  place: number,
  language: PasswordLanguage,
  context = nobody,
): string => {
  if (!Number.isInteger(place) || place < 0 || place >= mostPlaces) throw new RangeError(`No place ${place} in a job`)
  const share = ((start % mostPlaces) + place) % mostPlaces
  const pairsInShare = Math.ceil((pairCount(language) - share) / mostPlaces)
  return draw(random, () => pairAt(share + mostPlaces * random(pairsInShare), language), context)
}
