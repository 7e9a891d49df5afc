import type { Fault } from '../errors.ts'
import type { Bilingual } from '../language.ts'
import { commonPasswords } from './commonPasswords.ts'
import { seasonWords } from './seasonWords.ts'

/** Whose password it is: a new one may be neither their username nor a name of their school, in either language. */
export type PasswordContext = { readonly username: string; readonly schoolNames: readonly string[] }

/** The policy's rules, in the order in which they are reported. */
export const policyRules = [
  'too-short',
  'too-long',
  'no-upper-case',
  'no-lower-case',
  'no-digit',
  'common',
  'username',
  'school-name',
  'season-and-year',
] as const
export type PolicyRule = (typeof policyRules)[number]

export const policyMessages: Readonly<Record<PolicyRule, Bilingual>> = {
  'too-short': {
    en: 'The password is too short: use at least 8 characters.',
    cy: "Mae'r cyfrinair yn rhy fyr: defnyddiwch o leiaf 8 nod.",
  },
  'too-long': {
    en: 'The password is too long: use at most 128 characters.',
    cy: "Mae'r cyfrinair yn rhy hir: defnyddiwch 128 nod ar y mwyaf.",
  },
  'no-upper-case': {
    en: 'The password has no capital letter: add at least one.',
    cy: 'Nid oes priflythyren yn y cyfrinair: ychwanegwch o leiaf un.',
  },
  'no-lower-case': {
    en: 'The password has no small letter: add at least one.',
    cy: 'Nid oes llythyren fach yn y cyfrinair: ychwanegwch o leiaf un.',
  },
  'no-digit': {
    en: 'The password has no digit: add at least one.',
    cy: 'Nid oes digid yn y cyfrinair: ychwanegwch o leiaf un.',
  },
  common: {
    en: 'Many people use this password, with or without digits around it: choose another one.',
    cy: "Mae llawer o bobl yn defnyddio'r cyfrinair hwn, gyda digidau o'i gwmpas neu hebddynt: dewiswch un arall.",
  },
  username: {
    en: 'The password is the username, with or without digits around it: choose another one.',
    cy: "Yr enw defnyddiwr yw'r cyfrinair, gyda digidau o'i gwmpas neu hebddynt: dewiswch un arall.",
  },
  'school-name': {
    en: "The password is the school's name or a part of it, with or without digits around it: choose another one.",
    cy: "Enw'r ysgol neu ran ohono yw'r cyfrinair, gyda digidau o'i gwmpas neu hebddynt: dewiswch un arall.",
  },
  'season-and-year': {
    en: 'The password is a season, month or festival with digits: choose another one.',
    cy: "Tymor, mis neu ŵyl gyda digidau yw'r cyfrinair: dewiswch un arall.",
  },
}

/** The form in which passwords are checked, hashed and compared: NFC. */
export const normalisePassword = (password: string): string => password.normalize('NFC')

const withoutAccents = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** What is left of a text without accents, case, spaces and signs, and without digits at either end: `Bloggs-J12!` is `bloggsj`. */
const coreOf = (text: string): string =>
  withoutAccents(text)
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/^\p{N}+|\p{N}+$/gu, '')

const sameCore = (core: string, text: string): boolean => core !== '' && core === coreOf(text)

/** `Ysgol Bro Dur`: whether the core is one of its words or several that follow each other. */
const isPartOfName = (core: string, name: string): boolean => {
  const words = name.split(/[\s\p{Pd}]+/u)
  return words.some((_, from) => words.some((_, to) => sameCore(core, words.slice(from, to + 1).join(''))))
}

/** Every rule of the policy that the password breaks, in the policy's order. Length counts code points, in NFC. */
export const brokenRules = (password: string, { username, schoolNames }: PasswordContext): PolicyRule[] => {
  const normal = normalisePassword(password)
  const length = [...normal].length
  const core = coreOf(normal)
  const broken: Record<PolicyRule, boolean> = {
    'too-short': length < 8,
    'too-long': length > 128,
    'no-upper-case': !/\p{Lu}/u.test(normal),
    'no-lower-case': !/\p{Ll}/u.test(normal),
    'no-digit': !/\p{Nd}/u.test(normal),
    common: commonPasswords.has(withoutAccents(normal)) || commonPasswords.has(core),
    username: sameCore(core, username),
    'school-name': schoolNames.some((name) => isPartOfName(core, name)),
    'season-and-year': seasonWords.has(core),
  }
  return policyRules.filter((rule) => broken[rule])
}

/** One fault for each broken rule. @param pointer where the password stands in the request. */
export const passwordFaults = (password: string, context: PasswordContext, pointer: string): Fault[] =>
  brokenRules(password, context).map((rule) => ({ pointer, message: policyMessages[rule] }))
