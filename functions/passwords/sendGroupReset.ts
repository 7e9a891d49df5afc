import { learnersPerMessage } from '../../shared/contract/messages.ts'
import type { GroupReset } from '../../shared/domain/groupReset.ts'
import type { ResetQueue } from '../../shared/store/resetQueue.ts'

/** Sends what is left of a job to the workers, a few learners to a message. Answers how many messages didn't get there. */
export const sendGroupReset = (queue: ResetQueue, job: GroupReset, done: ReadonlySet<string>): Promise<number> => {
  const waiting = job.targets.map(({ learnerId }) => learnerId).filter((id) => !done.has(id))
  const messages = []
  for (let start = 0; start < waiting.length; start += learnersPerMessage) {
    const learnerIds = waiting.slice(start, start + learnersPerMessage)
    messages.push({ schoolId: job.schoolId, resetId: job.id, learnerIds })
  }
  return queue.send(messages)
}
