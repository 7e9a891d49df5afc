import type { Account } from '../domain/account.ts'
import type { AuditEvent } from '../domain/audit.ts'
import type { Learner } from '../domain/learner.ts'
import { usernameRecord } from './accounts.ts'
import { auditWrite } from './auditTrail.ts'
import type { Db } from './dynamo.ts'
import type { IssuedPassword } from './learnerChanges.ts'
import { classItem, learnerItem } from './learnerItem.ts'
import { claimsOf } from './personClaims.ts'
import { transact, type Write } from './transact.ts'

/** A new account with all that belongs to it. */
export type NewAccount = {
  readonly account: Account
  /** Without one nobody can sign in until the password is reset. */
  readonly hash?: string
  /** What the school knows of a learner; `password` is there when staff may show it. */
  readonly learner?: { readonly schoolId: string; readonly learner: Learner; readonly password?: IssuedPassword }
  readonly event?: { readonly schoolId: string; readonly event: AuditEvent }
}

export type NewAccountStore = {
  /** Makes the account, whole or not at all. `taken`: its username was issued before, or its UPN or sourcedId has an account. */
  create(account: NewAccount): Promise<'created' | 'taken'>
}

export type AccountTables = {
  readonly accounts: string
  readonly usernames: string
  readonly learners: string
  readonly passwordHashes: string
  readonly passwordCiphertexts: string
  readonly auditEvents: string
}

const once = (TableName: string, Item: Record<string, unknown>, key: string): Write => ({
  Put: {
    TableName,
    Item,
    ConditionExpression: 'attribute_not_exists(#key)',
    ExpressionAttributeNames: { '#key': key },
  },
})

export const newAccountStore = (db: Db, tables: AccountTables): NewAccountStore => ({
  create: async ({ account, hash, learner: place, event }) => {
    const accountId = account.id
    const writes = new Map<string, Write>([
      ['account', once(tables.accounts, account, 'id')],
      ['username', once(tables.usernames, { ...usernameRecord(account.username), accountId }, 'key')],
    ])
    if (hash) writes.set('hash', once(tables.passwordHashes, { accountId, hash, version: 1 }, 'accountId'))
    if (place) {
      const { schoolId, learner, password } = place
      for (const key of claimsOf(schoolId, learner)) writes.set(key, once(tables.usernames, { key, accountId }, 'key'))
      writes.set('learner', once(tables.learners, learnerItem(schoolId, learner), 'learnerId'))
      for (const teachingClass of new Set(learner.teachingClasses)) {
        const item = classItem(schoolId, teachingClass, learner.id)
        writes.set(`class ${teachingClass}`, { Put: { TableName: tables.learners, Item: item } })
      }
      if (password) {
        const { sealed, setBy } = password
        const item = { accountId, version: 1, sealed, setBy, setAt: learner.passwordSetAt, schoolId }
        writes.set('ciphertext', once(tables.passwordCiphertexts, item, 'accountId'))
      }
    }
    if (event) writes.set('event', auditWrite(tables.auditEvents, event.schoolId, event.event))
    return (await transact(db, writes)).length === 0 ? 'created' : 'taken'
  },
})
