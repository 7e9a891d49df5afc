import { packedCommonPasswords } from './packedCommonPasswords.ts'

const unpack = (packed: string): Set<string> => {
  const words = new Set<string>()
  let previous = ''
  for (const [, shared = 'A', rest = ''] of packed.replaceAll('\n', '').matchAll(/([A-Z])([^A-Z]*)/g)) {
    previous = previous.slice(0, shared.charCodeAt(0) - 65) + rest
    words.add(previous)
  }
  return words
}

/** Common passwords of 8 characters or more, in lower case. Source: `@zxcvbn-ts/language-common`. */
export const commonPasswords: ReadonlySet<string> = unpack(packedCommonPasswords)
