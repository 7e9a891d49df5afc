import type { Learner } from './learner.ts'

export const resetOutcomes = ['pending', 'reset', 'skipped', 'failed'] as const
export type ResetOutcome = (typeof resetOutcomes)[number]

const skipReasons = ['leaver', 'deactivated', 'changed-by-user', 'already-available', 'newer-password'] as const
export type SkipReason = (typeof skipReasons)[number]

const failReasons = ['initiator-not-allowed', 'internal'] as const
export type FailReason = (typeof failReasons)[number]

export const resetReasons = [...skipReasons, ...failReasons] as const

/** How one learner's reset ended. */
export type ResetResult =
  | { readonly outcome: 'reset' }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason }
  | { readonly outcome: 'failed'; readonly reason: FailReason }

export type ResetOptions = { readonly includeChangedByUser: boolean; readonly onlyNotAvailable: boolean }

/** What the job knew of a learner when it was started. */
export type ResetTarget = {
  readonly learnerId: string
  readonly displayName: string
  readonly username: string
  /** The password this reset replaces: another one since then is newer than the job, and stays. */
  readonly passwordVersion: number
}

/** Why this learner keeps the password they have, or `null` when it is reset. */
export const reasonToSkip = (learner: Learner, target: ResetTarget, options: ResetOptions): SkipReason | null => {
  if (learner.leaver) return 'leaver'
  if (learner.status === 'deactivated') return 'deactivated'
  if (learner.passwordVersion !== target.passwordVersion) return 'newer-password'
  if (options.onlyNotAvailable && learner.passwordStatus === 'available') return 'already-available'
  if (!options.includeChangedByUser && learner.passwordStatus === 'changed-by-user') return 'changed-by-user'
  return null
}
