import type * as z from 'zod'
import type { routes } from '../../shared/contract/routes.ts'
import { type GroupReset, progressOf, type RecordedResult } from '../../shared/domain/groupReset.ts'

/** A group reset as the API shows it: how far it is, and the outcome for each learner. */
export const groupResetView = (
  job: GroupReset,
  recorded: readonly RecordedResult[],
): z.input<typeof routes.openGroupReset.response> => {
  const { finishedAt, ...progress } = progressOf(job, recorded)
  const byLearner = new Map(recorded.map((result) => [result.learnerId, result]))
  return {
    id: job.id,
    ...progress,
    total: job.targets.length,
    startedBy: job.startedBy.username,
    startedAt: job.startedAt,
    ...(finishedAt && { finishedAt }),
    results: job.targets.map(({ learnerId, displayName, username }) => {
      const result = byLearner.get(learnerId)
      const reason = result && 'reason' in result ? { reason: result.reason } : {}
      return { learnerId, displayName, username, outcome: result?.outcome ?? 'pending', ...reason }
    }),
  }
}
