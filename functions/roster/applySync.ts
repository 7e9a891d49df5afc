import type { Decision } from '../../shared/domain/roster/plan/plan.ts'
import type { RosterSync } from '../../shared/domain/roster/rosterSync.ts'
import type { School } from '../../shared/domain/school.ts'
import { log, traceOf } from '../lambda/log.ts'
import { type ApplyingNeeds, applyDecision } from './applyDecision.ts'
import { type PlannedSync, type PlanningNeeds, planSync } from './planSync.ts'

const atOnce = 8
const rounds = 3

/** Goes through a list a few at a time; each takes the next one as soon as it is done with its last. */
const fewAtOnce = async <One>(all: readonly One[], act: (one: One) => Promise<void>): Promise<void> => {
  const waiting = all.values()
  const goOn = async () => {
    for (const one of waiting) await act(one)
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, goOn))
}

/**
 * Carries a plan out, learner by learner. Whoever was changed meanwhile, or could not be changed, is planned for again; who
 * stays undone after some rounds is answered. Nothing done at all is a fault of ours and not of the learners, and is thrown.
 *
 * @param keep called before each learner; it throws when the turn is somebody else's by now.
 */
export const applySync = async (
  needs: ApplyingNeeds & PlanningNeeds,
  school: School,
  sync: RosterSync,
  planned: PlannedSync,
  keep: () => Promise<void>,
): Promise<readonly Decision[]> => {
  let { decisions } = planned.plan
  let done = 0
  let failure: unknown
  for (let round = 1; decisions.length > 0; round++) {
    const undone: Decision[] = []
    await fewAtOnce(decisions, async (decision) => {
      await keep()
      try {
        if ((await applyDecision(needs, school, sync, decision)) === 'applied') done += 1
        else undone.push(decision)
      } catch (error) {
        failure = error
        log('error', 'syncRoster', { schoolId: school.id, error: traceOf(error) })
        undone.push(decision)
      }
    })
    if (undone.length === 0) return []
    if (round === rounds) {
      if (done === 0 && failure !== undefined) throw failure
      return undone
    }
    decisions = (await planSync(needs, school, sync)).plan.decisions
  }
  return []
}
