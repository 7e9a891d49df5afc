import type { AccountStatus } from '../domain/account.ts'
import type { AuditEvent } from '../domain/audit.ts'
import type { ResetOutcome } from '../domain/groupReset.ts'
import type { Learner } from '../domain/learner.ts'
import { mirrored } from '../domain/memberships.ts'
import type { School } from '../domain/school.ts'
import { usernameRecord } from './accounts.ts'
import { auditWrite } from './auditTrail.ts'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'
import { learnerItem } from './learnerItem.ts'
import { learnerStore } from './learners.ts'
import { resetResultWrite } from './passwordResets.ts'
import { transact, type Write } from './transact.ts'

/** What a change of a learner means for the account they sign in with. Its sessions end where it says so. */
export type AccountChange = {
  readonly forename?: string
  readonly surname?: string
  readonly username?: string
  readonly status?: AccountStatus
  readonly endSessions?: true
}

/** A new password: hashed for sign-in, sealed for those who may show it. */
export type IssuedPassword = {
  readonly hash: string
  readonly sealed: string
  /** The username of who set it. */
  readonly setBy: string
}

/** One change to a learner with everything that must happen together with it, or not at all. */
export type LearnerChange = {
  readonly before: Learner
  readonly after: Learner
  readonly account?: AccountChange
  readonly password?: IssuedPassword
  /** The group reset and place in it that this change is the result of. */
  readonly reset?: { readonly resetId: string; readonly outcome: ResetOutcome; readonly at: Date }
  readonly event: AuditEvent
}

/**
 * `stale`: the learner has changed since `before` was read, read it again; `taken`: the username was issued before;
 * `already-done`: the group reset has a result for this learner; `elsewhere`: the account belongs to other schools now.
 */
export type ChangeOutcome = 'applied' | 'stale' | 'taken' | 'already-done' | 'elsewhere'

export type LearnerChanges = {
  /** What belongs to the account changes at the learner's other schools in the same moment. */
  apply(change: LearnerChange): Promise<ChangeOutcome>
}

/** Tables that a function may write; it is given those that its changes touch. */
export type ChangeTables = {
  readonly learners: string
  readonly accounts: string
  readonly auditEvents: string
  readonly usernames?: string | undefined
  readonly passwordHashes?: string | undefined
  readonly passwordCiphertexts?: string | undefined
  readonly passwordResets?: string | undefined
}

const granted = (table: string | undefined): string => {
  if (!table) throw new Error('This function was not given the table that its change writes')
  return table
}

const accountUpdate = (
  table: string,
  id: string,
  schoolId: string,
  { endSessions, ...changed }: AccountChange,
): Write => {
  const fields = Object.entries(changed)
  return {
    Update: {
      TableName: table,
      Key: { id },
      UpdateExpression: `SET ${[
        ...fields.map(([name]) => `#${name} = :${name}`),
        ...(endSessions ? ['epoch = epoch + :one'] : []),
      ].join(', ')}`,
      ConditionExpression: 'contains(schoolIds, :school)',
      ExpressionAttributeValues: {
        ':school': schoolId,
        ...Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
        ...(endSessions && { ':one': 1 }),
      },
      ...(fields.length > 0 && {
        ExpressionAttributeNames: Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
      }),
    },
  }
}

/** Replaces a credential item, provided that its version is still the one that the learner had. */
const credentialPut = (table: string, learner: Learner, before: number, fields: object): Write => ({
  Put: {
    TableName: table,
    Item: { accountId: learner.id, version: learner.passwordVersion, ...fields },
    ConditionExpression: 'attribute_not_exists(accountId) OR version <= :before',
    ExpressionAttributeValues: { ':before': before },
  },
})

/** Replaces a learner, provided that nobody has changed them since they were read. */
export const learnerPut = (table: string, schoolId: string, before: Learner, after: Learner): Write => ({
  Put: {
    TableName: table,
    Item: learnerItem(schoolId, after),
    ConditionExpression: 'version = :before',
    ExpressionAttributeValues: { ':before': before.version },
  },
})

export const learnerChanges = (db: Db, tables: ChangeTables, school: School): LearnerChanges => ({
  apply: async ({ before, after, account, password, reset, event }) => {
    const writes = new Map<string, Write>()
    if (reset) {
      const { resetId, outcome, at } = reset
      writes.set(
        'result',
        resetResultWrite(granted(tables.passwordResets), school.id, resetId, before.id, { outcome, at }),
      )
    }
    writes.set('learner', learnerPut(tables.learners, school.id, before, after))
    for (const id of before.leaver ? [] : before.otherSchoolIds) {
      const there = await learnerStore(db, tables.learners, { ...school, id }).get(before.id)
      if (!there) return 'stale'
      const next = mirrored(there, before, after)
      if (next !== there) writes.set(`learner at ${id}`, learnerPut(tables.learners, id, there, next))
    }
    if (account) writes.set('account', accountUpdate(tables.accounts, after.id, school.id, account))
    if (account?.username) {
      writes.set('username', {
        Put: {
          TableName: granted(tables.usernames),
          Item: { ...usernameRecord(account.username), accountId: after.id },
          ConditionExpression: 'attribute_not_exists(#key)',
          ExpressionAttributeNames: { '#key': 'key' },
        },
      })
    }
    if (password) {
      const { passwordVersion } = before
      const { hash, sealed, setBy } = password
      writes.set('hash', credentialPut(granted(tables.passwordHashes), after, passwordVersion, { hash }))
      writes.set(
        'ciphertext',
        credentialPut(granted(tables.passwordCiphertexts), after, passwordVersion, {
          sealed,
          setBy,
          setAt: after.passwordSetAt,
          schoolId: school.id,
        }),
      )
    }
    writes.set('event', auditWrite(tables.auditEvents, school.id, event))

    const failed = await transact(db, writes)
    if (failed.length === 0) return 'applied'
    if (failed.includes('result')) return 'already-done'
    if (failed.includes('username')) return 'taken'
    return failed.join() === 'account' ? 'elsewhere' : 'stale'
  },
})

export type LearnerChangesOf = (school: School) => LearnerChanges

/** @param optional the tables beyond learners, accounts and the audit trail that this function's changes write. */
export const learnerChangesFromEnv = (
  optional: readonly ('USERNAMES' | 'PASSWORD_HASHES' | 'PASSWORD_CIPHERTEXTS' | 'PASSWORD_RESETS')[] = [],
): LearnerChangesOf => {
  const given = (name: (typeof optional)[number]) => (optional.includes(name) ? setting(`${name}_TABLE`) : undefined)
  const tables: ChangeTables = {
    learners: setting('LEARNERS_TABLE'),
    accounts: setting('ACCOUNTS_TABLE'),
    auditEvents: setting('AUDIT_EVENTS_TABLE'),
    usernames: given('USERNAMES'),
    passwordHashes: given('PASSWORD_HASHES'),
    passwordCiphertexts: given('PASSWORD_CIPHERTEXTS'),
    passwordResets: given('PASSWORD_RESETS'),
  }
  return (school) => learnerChanges(dynamo(), tables, school)
}
