/** The most characters that a cell of a roster may have, lists apart. */
export const longestValue = 255

/** A school number's digits, which is what two ways of writing it have in common. */
export const digitsIn = (text: string): string => text.replace(/\D/g, '')

/** A name; a system that insists on two of them gets a dash for the second one, which is none. */
export const nameIn = (text: string | null | undefined): string => (text && /[^-–—.]/.test(text) ? text : '')
