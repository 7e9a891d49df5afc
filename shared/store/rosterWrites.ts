import type { AuditEvent } from '../domain/audit.ts'
import type { Learner } from '../domain/learner.ts'
import { auditWrite } from './auditTrail.ts'
import { classItem } from './learnerItem.ts'
import type { AccountTables } from './newAccounts.ts'
import { changedClaims } from './personClaims.ts'
import type { Write } from './transact.ts'

export type RosterTables = AccountTables & { readonly sessions: string }

/** A write with a name that is its own within a transaction. */
export type NamedWrite = readonly [name: string, write: Write]

export const eventWrites = (table: string, schoolId: string, events: readonly AuditEvent[]): NamedWrite[] =>
  events.map((event, index) => [`event ${index}`, auditWrite(table, schoolId, event)])

/** What says in which teaching classes a learner is, for the classes they come into and those they leave. */
export const classWrites = (
  table: string,
  schoolId: string,
  learnerId: string,
  before: readonly string[],
  after: readonly string[],
): NamedWrite[] => {
  const [old, next] = [new Set(before), new Set(after)]
  const come = [...next].filter((each) => !old.has(each))
  const gone = [...old].filter((each) => !next.has(each))
  const item = (teachingClass: string) => classItem(schoolId, teachingClass, learnerId)
  return [
    ...come.map((each): NamedWrite => [`class ${each}`, { Put: { TableName: table, Item: item(each) } }]),
    ...gone.map((each): NamedWrite => [`no class ${each}`, { Delete: { TableName: table, Key: item(each) } }]),
  ]
}

const ownClaim = (accountId: string) => ({
  ConditionExpression: 'attribute_not_exists(#key) OR accountId = :id',
  ExpressionAttributeNames: { '#key': 'key' },
  ExpressionAttributeValues: { ':id': accountId },
})

/** Gives a claim up, provided that nobody else has it. */
export const claimDelete = (table: string, accountId: string, key: string): NamedWrite => [
  `no ${key}`,
  { Delete: { TableName: table, Key: { key }, ...ownClaim(accountId) } },
]

export const claimWrites = (table: string, schoolId: string, before: Learner | null, after: Learner): NamedWrite[] => {
  const { given, made } = changedClaims(schoolId, before, after)
  const claim = (key: string): NamedWrite => [
    key,
    { Put: { TableName: table, Item: { key, accountId: after.id }, ...ownClaim(after.id) } },
  ]
  return [...made.map(claim), ...given.map((key) => claimDelete(table, after.id, key))]
}
