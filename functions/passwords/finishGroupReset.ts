import { type GroupReset, progressOf } from '../../shared/domain/groupReset.ts'
import type { GroupResetStore } from '../../shared/store/passwordResets.ts'

/** Takes a job off the list of running ones once every learner has a result. Answers who still waits. */
export const finishGroupReset = async (resets: GroupResetStore, job: GroupReset): Promise<ReadonlySet<string>> => {
  const results = await resets.results(job.id)
  if (progressOf(job, results).status !== 'running') await resets.finish(job.id)
  return new Set(results.map(({ learnerId }) => learnerId))
}
