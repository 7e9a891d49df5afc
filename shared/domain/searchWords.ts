import { fold } from './names.ts'

const between = /[\s\-\u2010-\u2015.,;:/()"]+/

/** The words of a query: folded, and without apostrophes. */
const queryWords = (query: string): string[] =>
  fold(query)
    .replaceAll("'", '')
    .split(between)
    .filter((word) => word !== '')

/** The words by which a text is found, folded: `O'Brien-Jones` gives `obrien`, `brien` and `jones`. */
export const searchWords = (text: string): string[] =>
  fold(text)
    .split(between)
    .flatMap((word) => {
      const parts = word.split("'")
      return parts.map((_, index) => parts.slice(index).join(''))
    })
    .filter((word) => word !== '')

/** The searched fields as one text that a matcher takes; it may be kept beside the record, as it only depends on it. */
export const searchable = (fields: readonly string[]): string =>
  fields.map((field) => ` ${searchWords(field).join(' ')}`).join('')

/** Whether every word of the query is the beginning of a word of the searched fields, given as `searchable` makes it. */
export const searchMatcher = (query: string): ((searchableText: string) => boolean) => {
  const beginnings = queryWords(query).map((word) => ` ${word}`)
  return (text) => beginnings.every((beginning) => text.includes(beginning))
}

/** The same for one record at a time. An empty query matches everything. */
export const matchesSearch = (query: string, fields: readonly string[]): boolean =>
  searchMatcher(query)(searchable(fields))
