const alphabet = 'ABCDEFGHJKLMNPQRTUVWXYZ'
const form = /^[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]$/

/** A unique pupil number that holds; a temporary one (last character a letter) means nothing at another school. */
export type Upn = { readonly upn: string; readonly temporary: boolean }

/** What is wrong with a unique pupil number. */
export type UpnProblem = 'wrong-length' | 'wrong-characters' | 'wrong-check-letter'

const worth = (character: string): number =>
  character >= '0' && character <= '9' ? Number(character) : alphabet.indexOf(character)

/** The check letter for the other twelve characters: value × position (2 to 13), summed, modulo 23. */
export const upnCheckLetter = (twelve: string): string => {
  let sum = 0
  for (let index = 0; index < 12; index += 1) sum += worth(twelve.charAt(index)) * (index + 2)
  return alphabet.charAt(sum % 23)
}

/** Whether a valid unique pupil number is a temporary one. */
export const isTemporaryUpn = (upn: string): boolean => upn.charAt(12) > '9'

/** Reads a unique pupil number, in either case, with spaces around it. */
export const readUpn = (text: string): Upn | UpnProblem => {
  const upn = text.trim().toUpperCase()
  if (upn.length !== 13) return 'wrong-length'
  if (!form.test(upn)) return 'wrong-characters'
  if (upnCheckLetter(upn.slice(1)) !== upn.charAt(0)) return 'wrong-check-letter'
  return { upn, temporary: isTemporaryUpn(upn) }
}
