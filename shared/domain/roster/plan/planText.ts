import type { Decision, Plan } from './plan.ts'

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** Whom a decision is about, the same whatever the order of rows. */
export const decisionKey = (decision: Decision): string => {
  if (decision.action === 'join') return `join ${decision.account.accountId}`
  if (decision.action !== 'create') return `${decision.action} ${decision.learner.id}`
  const { upn, sourcedId, admissionNumber } = decision.row
  return `create ${upn ?? ''} ${sourcedId ?? ''} ${admissionNumber ?? ''}`
}

const contentOf = (decision: Decision): object => {
  if (decision.action === 'erase') return { scope: decision.scope }
  if (decision.action === 'change') return { set: decision.set }
  const { row: _, ...row } = decision.row
  return decision.action === 'join' ? { row, set: decision.set } : { row }
}

/**
 * All that a plan would do and why it is held, as text: approval binds to it. Where a row stands in the file is no part of it,
 * nor are the reports, which change nothing.
 */
export const planText = ({ decisions, holds }: Pick<Plan, 'decisions' | 'holds'>): string =>
  JSON.stringify(
    {
      decisions: decisions.map((decision) => ({
        key: decisionKey(decision),
        changes: decision.changes,
        ...contentOf(decision),
      })),
      holds,
    },
    inOrder,
  )
