import { dictionary } from '@zxcvbn-ts/language-common'
import { expect, test } from 'vitest'
import { commonPasswords } from '../../../../shared/domain/passwords/commonPasswords.ts'

const expected = [...new Set(dictionary['passwords-common'].map((word) => word.toLowerCase()))]
  .filter((word) => [...word].length >= 8)
  .sort()

const sharedLength = (one: string, other: string): number => {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  return length
}

const pack = (words: readonly string[]): string => {
  const entries = words.map((word, at) => {
    const shared = sharedLength(word, words[at - 1] ?? '')
    return String.fromCharCode(65 + shared) + word.slice(shared)
  })
  const lines = ['']
  for (const entry of entries) {
    const line = lines.at(-1) ?? ''
    if (line.length + entry.length > 110) lines.push(entry)
    else lines[lines.length - 1] = line + entry
  }
  return lines.join('\n')
}

test('holds exactly the words of eight characters or more of the package', () => {
  expect([...commonPasswords].sort()).toEqual(expected)
})

test('the packed module is what the package gives; rewrite it with vitest -u', async () => {
  const module = [
    '/**',
    ' * Each word as a capital letter, how much of the word before it is kept (A none, B one character, ...), and the rest.',
    ' * Written by `npx vitest run -u test/shared/domain/passwords/commonPasswords.test.ts`; not edited by hand.',
    ' */',
    'export const packedCommonPasswords = `',
    pack(expected),
    '`',
    '',
  ].join('\n')
  expect(pack(expected)).not.toMatch(/[`\\]|\$\{/)
  await expect(module).toMatchFileSnapshot('../../../../shared/domain/passwords/packedCommonPasswords.ts')
})
