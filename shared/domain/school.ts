import type { Bilingual } from './language.ts'

export const phases = ['primary', 'secondary', 'all-through', 'special'] as const
export type Phase = (typeof phases)[number]

export type School = {
  readonly id: string
  readonly authorityId: string
  readonly name: Bilingual
  readonly phase: Phase
  /** When a roster was last applied, ISO 8601; `null` before the first. */
  readonly lastRosterSync: string | null
}
