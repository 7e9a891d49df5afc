import type { Bilingual } from '../../../shared/domain/language.ts'
import type { PrintLanguage, PrintLayout } from '../../../shared/domain/print.ts'
import { visible } from './faces.ts'
import type { Paper } from './paper.ts'

/** What is printed about a learner's password: itself, the reason why it can't be shown, or nothing at all (`without`). */
export type PrintedPassword =
  | { kind: 'shown'; text: string }
  | { kind: 'not-available' }
  | { kind: 'changed-by-user' }
  | { kind: 'without' }

export type PrintedLearner = Readonly<{
  displayName: string
  username: string
  yearGroup: string | null
  registrationGroup: string | null
  password: PrintedPassword
}>

/** Everything that a print of credentials shows; the learners in the order in which they are printed. */
export type PrintSheet = Readonly<{
  layout: PrintLayout
  language: PrintLanguage
  schoolName: Bilingual
  groupName?: string
  printedAt: Date
  learners: readonly PrintedLearner[]
}>

/** What a learner is called on the print: without a name that can be seen, by the username. */
export const nameOf = ({ displayName, username }: PrintedLearner): string => visible(displayName) || username

/** How a sheet is laid out: what draws each of its pages, in order. */
export type Layout = (paper: Paper, sheet: PrintSheet) => (() => void)[]

export const pieces = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size))
