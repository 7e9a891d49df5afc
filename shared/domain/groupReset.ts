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

/** A group reset as it was started: one record with all its learners, from which every part of it can be repeated. */
export type GroupReset = {
  readonly id: string
  readonly schoolId: string
  readonly startedBy: { readonly id: string; readonly username: string }
  readonly startedAt: string
  readonly requestId: string
  readonly sourceIp: string | null
  readonly options: ResetOptions
  readonly language: 'en' | 'cy' | 'either'
  /** From where the job picks its passwords' words, so that no two learners get the same. */
  readonly start: number
  readonly targets: readonly ResetTarget[]
}

/** A learner's result with the instant it was reached. */
export type RecordedResult = ResetResult & { readonly learnerId: string; readonly at: string }

/** How far a group reset is; it is worked out from the results alone, so that it can't disagree with them. */
export type ResetProgress = {
  readonly status: 'running' | 'completed' | 'completed-with-errors'
  readonly done: number
  readonly skipped: number
  readonly failed: number
  readonly finishedAt: string | null
}

const latest = (instants: readonly string[]): string => instants.toSorted().at(-1) ?? ''

export const progressOf = (job: GroupReset, results: readonly RecordedResult[]): ResetProgress => {
  const count = (outcome: ResetOutcome) => results.filter((result) => result.outcome === outcome).length
  const failed = count('failed')
  const finished = results.length >= job.targets.length
  return {
    status: !finished ? 'running' : failed > 0 ? 'completed-with-errors' : 'completed',
    done: count('reset'),
    skipped: count('skipped'),
    failed,
    finishedAt: finished ? latest([job.startedAt, ...results.map(({ at }) => at)]) : null,
  }
}
