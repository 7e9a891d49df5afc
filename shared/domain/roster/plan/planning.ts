import type { RosterKind } from './leavers.ts'
import type { AccountElsewhere, PlanInput } from './planInput.ts'

/** What every decision of one plan is made with. */
export type Planning = Pick<PlanInput, 'today' | 'thresholds'> & {
  readonly roster: RosterKind | undefined
  readonly accountById: (id: string) => AccountElsewhere | undefined
  readonly accountByUpn: (upn: string | null) => AccountElsewhere | undefined
}

export const planningOf = ({ roster, elsewhere, today, thresholds }: PlanInput): Planning => {
  const byId = new Map(elsewhere.map((account) => [account.accountId, account]))
  const byUpn = new Map(elsewhere.map((account) => [account.upn, account]))
  return {
    today,
    thresholds,
    roster: roster ? { day: roster.day, oneRoster: roster.about.format !== 'mis-report' } : undefined,
    accountById: (id) => byId.get(id),
    accountByUpn: (upn) => (upn === null ? undefined : byUpn.get(upn)),
  }
}
