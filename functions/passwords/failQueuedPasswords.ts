import { type ResetMessage, resetMessage } from '../../shared/contract/messages.ts'
import { type GroupResetsOf, groupResetsFromEnv } from '../../shared/store/passwordResets.ts'
import { queueWorker } from '../lambda/queueWorker.ts'
import { finishGroupReset } from './finishGroupReset.ts'

type Needs = { resetsOf: GroupResetsOf; clock: () => Date }

/** What never worked ends here as `failed`, so that every job ends. Learners who did get a result keep it. */
export const failQueuedPasswords =
  ({ resetsOf, clock }: Needs) =>
  async ({ schoolId, resetId, learnerIds }: ResetMessage): Promise<void> => {
    const resets = resetsOf(schoolId)
    const job = await resets.get(resetId)
    if (!job) return
    // A result for anyone else would count as one of the job's own.
    const targets = new Set(job.targets.map(({ learnerId }) => learnerId))
    for (const learnerId of learnerIds.filter((id) => targets.has(id))) {
      await resets.record(resetId, learnerId, { outcome: 'failed', reason: 'internal' }, clock())
    }
    await finishGroupReset(resets, job)
  }

export const handler = queueWorker('failQueuedPasswords', resetMessage, () =>
  failQueuedPasswords({ resetsOf: groupResetsFromEnv(), clock: () => new Date() }),
)
