import type { GroupResetsOf, RunningResets } from '../../../shared/store/passwordResets.ts'
import type { ResetQueue } from '../../../shared/store/resetQueue.ts'
import { byBytes, putUnder, type State, type StoredReset, under } from './state.ts'

export const resultKey = (resetId: string, learnerId: string): string => `${resetId}#${learnerId}`

export const memoryResetsOf =
  (state: State): GroupResetsOf =>
  (schoolId) => {
    const jobs = () => under(state.resets, schoolId)
    const results = () => under(state.results, schoolId)
    const putJob = (id: string, job: StoredReset) => putUnder(state.resets, schoolId, id, job)
    const jobOf = (resetId: string) => {
      const found = jobs().get(resetId)
      if (!found) throw new Error('There is no such group reset')
      return found
    }
    return {
      start: async (job, event) => {
        if (jobs().has(job.id)) throw new Error('A group reset with this id is already there')
        putJob(job.id, { job, runningSince: job.startedAt })
        state.events.push({ schoolId, event })
      },
      get: async (resetId) => jobs().get(resetId)?.job ?? null,
      results: async (resetId) =>
        [...results().values()]
          .filter((result) => result.resetId === resetId)
          .sort((a, b) => byBytes(a.learnerId, b.learnerId))
          .map(({ resetId: _, ...result }) => result),
      record: async (resetId, learnerId, result, at) => {
        const key = resultKey(resetId, learnerId)
        const recorded = { ...result, resetId, learnerId, at: at.toISOString() }
        if (!results().has(key)) putUnder(state.results, schoolId, key, recorded)
      },
      finish: async (resetId) => {
        putJob(resetId, { ...jobOf(resetId), runningSince: null })
      },
      sent: async (resetId, at) => {
        const found = jobs().get(resetId)
        if (found?.runningSince) putJob(resetId, { ...found, runningSince: at.toISOString() })
      },
      running: async () =>
        [...jobs().values()]
          .filter(({ runningSince }) => runningSince !== null)
          .sort((a, b) => byBytes(a.runningSince ?? '', b.runningSince ?? ''))
          .map(({ job }) => job.id),
    }
  }

export const memoryRunning =
  ({ resets }: State): RunningResets =>
  async (sentBefore) =>
    [...resets.values()]
      .flatMap((jobs) => [...jobs.values()])
      .filter(({ runningSince }) => runningSince !== null && runningSince < sentBefore.toISOString())
      .sort((a, b) => byBytes(a.runningSince ?? '', b.runningSince ?? ''))
      .map(({ job }) => ({ schoolId: job.schoolId, resetId: job.id }))

export const memoryQueue = ({ messages }: State): ResetQueue => ({
  send: async (sent) => {
    messages.push(...sent)
    return 0
  },
})
