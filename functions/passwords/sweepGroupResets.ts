import {
  type GroupResetStore,
  type GroupResetsOf,
  groupResetsFromEnv,
  type RunningResets,
  runningResetsFromEnv,
} from '../../shared/store/passwordResets.ts'
import { type ResetQueue, resetQueueFromEnv } from '../../shared/store/resetQueue.ts'
import { scheduledAction } from '../lambda/scheduledAction.ts'
import { finishGroupReset } from './finishGroupReset.ts'
import { sendGroupReset } from './sendGroupReset.ts'

type Needs = { running: RunningResets; resetsOf: GroupResetsOf; queue: ResetQueue; clock: () => Date }

/** Longer than a worker takes and than the queue hides a message from the others. */
const quietFor = 90_000

/** Sends again what was forgotten on the way: parts of jobs that have not been heard of for a while. */
export const sweepGroupResets =
  ({ running, resetsOf, queue, clock }: Needs) =>
  async (): Promise<number> => {
    const now = clock()
    const quiet = await running(new Date(now.getTime() - quietFor))
    const failures: unknown[] = []
    for (const { schoolId, resetId } of quiet) {
      // One job that can't be read must not keep all others waiting.
      await sendRest(resetsOf(schoolId), resetId, queue, now).catch((error) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
    return quiet.length
  }

const sendRest = async (resets: GroupResetStore, resetId: string, queue: ResetQueue, now: Date): Promise<void> => {
  const job = await resets.get(resetId)
  if (!job) return
  const done = await finishGroupReset(resets, job)
  if (done.size >= job.targets.length) return
  await resets.sent(resetId, now)
  await sendGroupReset(queue, job, done)
}

export const handler = scheduledAction('sweepGroupResets', () =>
  sweepGroupResets({
    running: runningResetsFromEnv(),
    resetsOf: groupResetsFromEnv(),
    queue: resetQueueFromEnv(),
    clock: () => new Date(),
  }),
)
