const digitsIn = (text: string): string => text.replace(/\D/g, '')

/**
 * Whether a school number is this school's: the authority's three digits and the school's four, or those four alone.
 * `undefined` when it can't be told, since the school's id or the number is too short for that.
 */
export const isNumberOf = (schoolId: string, number: string): boolean | undefined => {
  const [own, named] = [digitsIn(schoolId), digitsIn(number)]
  if (own.length < 4 || named.length < 4) return undefined
  return own.endsWith(named) || named.endsWith(own)
}
