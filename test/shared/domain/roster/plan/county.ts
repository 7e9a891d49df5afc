import { isDeepStrictEqual } from 'node:util'
import type { Learner } from '../../../../../shared/domain/learner.ts'
import { newLearner } from '../../../../../shared/domain/newLearner.ts'
import { accountsToLookUp } from '../../../../../shared/domain/roster/plan/accountsToLookUp.ts'
import { type Decision, decided, decisionsToApply, type Plan } from '../../../../../shared/domain/roster/plan/plan.ts'
import type { AccountElsewhere, PlanInput, WholeRoster } from '../../../../../shared/domain/roster/plan/planInput.ts'
import { usualThresholds } from '../../../../../shared/domain/roster/plan/planInput.ts'
import type { RosterLearner } from '../../../../../shared/domain/roster/rosterLearner.ts'
import { isTemporaryUpn } from '../../../../../shared/domain/upn.ts'
import { aSchool, idFrom } from '../../../../support/builders.ts'

type Account = { readonly id: string; schoolIds: readonly string[]; live: boolean }

/** Schools with their learners, and the accounts behind them: a model of what applying a plan means. */
export type County = {
  readonly learners: ReadonlyMap<string, Map<string, Learner>>
  readonly accounts: Map<string, Account>
}

export const county = (...schoolIds: string[]): County => ({
  learners: new Map(schoolIds.map((id) => [id, new Map()])),
  accounts: new Map(),
})

export const learnersAt = ({ learners }: County, schoolId: string): Map<string, Learner> => {
  const found = learners.get(schoolId)
  if (!found) throw new Error(`No school ${schoolId}`)
  return found
}

const elsewhereOf = (all: County, account: Account): AccountElsewhere => {
  const [schoolId = ''] = account.schoolIds
  const learner = learnersAt(all, schoolId).get(account.id)
  if (!learner) throw new Error(`${account.id} is not at ${schoolId}`)
  return { ...learner, accountId: account.id, schoolIds: account.schoolIds, live: account.live }
}

export const inputFor = (all: County, schoolId: string, roster: WholeRoster | null, today: string): PlanInput => {
  const current = [...learnersAt(all, schoolId).values()]
  const asked = roster ? accountsToLookUp(roster, current, today) : { upns: [], accountIds: [] }
  const elsewhere = [...all.accounts.values()]
    .map((account) => elsewhereOf(all, account))
    .filter(({ upn, accountId }) => asked.upns.includes(upn ?? '') || asked.accountIds.includes(accountId))
  return { school: { id: schoolId }, roster, current, elsewhere, today, thresholds: usualThresholds }
}

/** Writes a learner at a school, and what that means for the account at its other schools. */
const put = (all: County, schoolId: string, learner: Learner): void => {
  const account = all.accounts.get(learner.id)
  if (!account) return void learnersAt(all, schoolId).set(learner.id, learner)
  const before = account.schoolIds
  const others = account.live ? before.filter((id) => id !== schoolId) : []
  const belongs = !learner.leaver || (before.includes(schoolId) && others.length === 0)
  learnersAt(all, schoolId).set(learner.id, learner)
  const live = learner.leaver ? others : [...others, schoolId].sort()
  if (!learner.leaver || before.includes(schoolId)) {
    account.schoolIds = live.length > 0 ? live : [schoolId]
    account.live = live.length > 0
  }
  if (!belongs && !before.includes(schoolId)) return
  for (const other of before.filter((id) => id !== schoolId)) {
    const there = learnersAt(all, other).get(learner.id)
    if (!there) continue
    const { status, deactivatedReason, username, forename, surname } = learner
    const otherSchoolIds = account.schoolIds.filter((id) => id !== other)
    const shared = { otherSchoolIds, status, deactivatedReason, username, forename, surname }
    learnersAt(all, other).set(learner.id, { ...there, ...shared })
  }
}

/** An id for a new account, by its UPN; nobody else may have that UPN, where it counts everywhere. */
const freeId = (all: County, { upn, sourcedId }: RosterLearner): string => {
  const holders = [...all.accounts.values()].filter((account) => elsewhereOf(all, account).upn === upn)
  if (upn !== null && !isTemporaryUpn(upn) && holders.length > 0) throw new Error(`${upn} has an account already`)
  let number = 0
  while (all.accounts.has(idFrom(`${number}${upn ?? sourcedId}`))) number += 1
  return idFrom(`${number}${upn ?? sourcedId}`)
}

const applyOne = (all: County, schoolId: string, decision: Decision, today: string): void => {
  if (decision.action === 'change') {
    put(all, schoolId, decided(decision.learner, decision.set))
    return
  }
  if (decision.action === 'erase') {
    learnersAt(all, schoolId).delete(decision.learner.id)
    if (decision.scope === 'account') all.accounts.delete(decision.learner.id)
    return
  }
  const now = new Date(`${today}T02:00:00Z`)
  const { row } = decision
  const id = decision.action === 'join' ? decision.account.accountId : freeId(all, row)
  const { learner } = newLearner(row, { id, username: `U${id}`, school: aSchool({ id: schoolId }), now })
  if (decision.action === 'join') {
    put(all, schoolId, { ...learner, ...decision.set })
    return
  }
  all.accounts.set(id, { id, schoolIds: [schoolId], live: !learner.leaver })
  learnersAt(all, schoolId).set(id, learner)
}

/** What applying a plan makes of the county; a held plan only when it is approved. */
export const applied = (all: County, schoolId: string, plan: Plan, today: string, approved: boolean): County => {
  const next = structuredClone(all)
  for (const decision of decisionsToApply(plan, approved)) applyOne(next, schoolId, decision, today)
  return next
}

/** Whether every record agrees with its account: who is where, and whether the account may be used. */
export const agrees = ({ learners, accounts }: County): boolean =>
  [...learners].every(([schoolId, there]) =>
    [...there.values()].every((learner) => {
      const account = accounts.get(learner.id)
      const isLive = account?.live === true && account.schoolIds.includes(schoolId)
      const others = account?.schoolIds.filter((id) => id !== schoolId)
      if (learner.leaver) return !isLive && (learner.otherSchoolIds.length > 0 || account?.schoolIds[0] === schoolId)
      const sameEverywhere = others?.every((id) => learners.get(id)?.get(learner.id)?.status === learner.status)
      return isLive && isDeepStrictEqual(learner.otherSchoolIds, others) && sameEverywhere === true
    }),
  )
