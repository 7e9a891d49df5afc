import { GetCommand } from '@aws-sdk/lib-dynamodb'
import type { Account } from '../domain/account.ts'
import type { AuditEvent } from '../domain/audit.ts'
import type { Learner } from '../domain/learner.ts'
import { type Place, type Standing, settled } from '../domain/memberships.ts'
import { learnerRole } from '../domain/newLearner.ts'
import type { School } from '../domain/school.ts'
import { accountStore } from './accounts.ts'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'
import { learnerPut } from './learnerChanges.ts'
import { learnerItem } from './learnerItem.ts'
import { learnerStore } from './learners.ts'
import { type NewAccount, newAccountStore } from './newAccounts.ts'
import { accountErasure, erasureScope, recordErasure, removeSessions } from './rosterErasure.ts'
import { claimWrites, classWrites, eventWrites, type NamedWrite, type RosterTables } from './rosterWrites.ts'
import { transact, type Write } from './transact.ts'

/** One learner's change by a roster. Without `before` somebody else's account becomes a learner of this school too. */
export type RosterChange = {
  readonly before: Learner | null
  readonly after: Learner
  readonly events: readonly AuditEvent[]
}

/** `stale`: the learner, the account or what says who they are was changed by someone else; nothing was written. */
export type RosterOutcome = 'applied' | 'stale'

/** What the sync changes at one school, one learner at a time: all of a change happens, or nothing. */
export type RosterChanges = {
  create(account: NewAccount): Promise<RosterOutcome>
  /** Changes a learner, and with them the account and its other schools where it concerns those. */
  change(change: RosterChange): Promise<RosterOutcome>
  /** Erases what the school has of a leaver; the account too, unless it went on to another school. */
  erase(learner: Learner, events: readonly AuditEvent[]): Promise<RosterOutcome>
}

/** Whether a change is about more than what this school alone knows of the learner. */
export const concernsAccount = ({ before, after }: RosterChange, school: School): boolean =>
  before === null ||
  before.leaver !== after.leaver ||
  before.status !== after.status ||
  before.deactivatedReason !== after.deactivatedReason ||
  learnerRole(before.yearGroup, school) !== learnerRole(after.yearGroup, school)

/** The account and all places after a change, with the role that the learner's year gives the account. */
export const standingAfter = (before: Standing, learner: Learner, school: School): Standing => {
  const next = settled(before, { schoolId: school.id, learner })
  const role = learner.leaver ? next.account.role : learnerRole(learner.yearGroup, school)
  return { ...next, account: { ...next.account, role } }
}

/** What a standing has of a school. */
export const placeAt = ({ places }: Standing, schoolId: string): Learner | undefined =>
  places.find((place) => place.schoolId === schoolId)?.learner

const accountWrite = (table: string, before: Account, after: Account): Write => {
  const ends = before.status === 'active' && after.status === 'deactivated'
  return {
    Update: {
      TableName: table,
      Key: { id: before.id },
      UpdateExpression: `SET #status = :status, #role = :role, schoolIds = :schools${ends ? ', epoch = epoch + :one' : ''}`,
      ConditionExpression: '#status = :wasStatus AND schoolIds = :wasSchools',
      ExpressionAttributeNames: { '#status': 'status', '#role': 'role' },
      ExpressionAttributeValues: {
        ':status': after.status,
        ':role': after.role,
        ':schools': after.schoolIds,
        ':wasStatus': before.status,
        ':wasSchools': before.schoolIds,
        ...(ends && { ':one': 1 }),
      },
    },
  }
}

/** What a change at one school means for the account and for the learner's other schools. */
const beyondSchool = (tables: RosterTables, schoolId: string, before: Standing, after: Standing): NamedWrite[] => {
  const others = after.places.flatMap(({ schoolId: id, learner }): NamedWrite[] => {
    const known = placeAt(before, id)
    const same = id === schoolId || !known || known === learner
    return same ? [] : [[`learner at ${id}`, learnerPut(tables.learners, id, known, learner)]]
  })
  const leftBehind: Write = {
    Delete: {
      TableName: tables.passwordCiphertexts,
      Key: { accountId: before.account.id },
      ConditionExpression: 'schoolId = :from',
      ExpressionAttributeValues: { ':from': before.passwordFrom },
    },
  }
  return [
    ['account', accountWrite(tables.accounts, before.account, after.account)],
    ...others,
    ...(after.passwordFrom === before.passwordFrom ? [] : [['ciphertext', leftBehind] as const]),
  ]
}

export const rosterChanges = (db: Db, tables: RosterTables, school: School): RosterChanges => {
  const accounts = accountStore(db, tables.accounts)
  const write = async (writes: readonly NamedWrite[]): Promise<RosterOutcome> =>
    (await transact(db, new Map(writes))).length === 0 ? 'applied' : 'stale'

  const standingOf = async (id: string, before: Learner | null): Promise<Standing | null> => {
    const account = await accounts.get(id)
    if (!account) return null
    const others = new Set(
      [...account.schoolIds, ...(before?.otherSchoolIds ?? [])].filter((each) => each !== school.id),
    )
    const places: Place[] = before ? [{ schoolId: school.id, learner: before }] : []
    for (const schoolId of others) {
      const learner = await learnerStore(db, tables.learners, { ...school, id: schoolId }).get(id)
      if (learner) places.push({ schoolId, learner })
    }
    const { Item } = await db.send(
      new GetCommand({
        TableName: tables.passwordCiphertexts,
        Key: { accountId: id },
        ProjectionExpression: 'schoolId',
        ConsistentRead: true,
      }),
    )
    return { account, places, passwordFrom: Item ? String(Item['schoolId']) : null }
  }

  const joined = (learner: Learner): Write => ({
    Put: {
      TableName: tables.learners,
      Item: learnerItem(school.id, learner),
      ConditionExpression: 'attribute_not_exists(learnerId)',
    },
  })

  return {
    create: async (account) =>
      (await newAccountStore(db, tables).create(account)) === 'created' ? 'applied' : 'stale',

    change: async (change) => {
      const { before, events } = change
      const standing = concernsAccount(change, school) ? await standingOf(change.after.id, before) : undefined
      if (standing === null) return 'stale'
      const next = standing && standingAfter(standing, change.after, school)
      const after = (next && placeAt(next, school.id)) ?? change.after
      const classes = [before?.teachingClasses ?? [], after.teachingClasses] as const
      return write([
        ['learner', before ? learnerPut(tables.learners, school.id, before, after) : joined(after)],
        ...classWrites(tables.learners, school.id, after.id, ...classes),
        ...claimWrites(tables.usernames, school.id, before, after),
        ...(standing && next ? beyondSchool(tables, school.id, standing, next) : []),
        ...eventWrites(tables.auditEvents, school.id, events),
      ])
    },

    erase: async (learner, events) => {
      const account = await accounts.get(learner.id)
      const scope = erasureScope(account, school.id)
      if (scope === null) return 'stale'
      if (scope === 'account') await removeSessions(db, tables.sessions, learner.id)
      return write([
        ...recordErasure(tables, school.id, learner, scope),
        ...(account && scope === 'account' ? accountErasure(tables, account) : []),
        ...eventWrites(tables.auditEvents, school.id, events),
      ])
    },
  }
}

export type RosterChangesOf = (school: School) => RosterChanges

export const rosterChangesFromEnv = (): RosterChangesOf => {
  const tables: RosterTables = {
    accounts: setting('ACCOUNTS_TABLE'),
    usernames: setting('USERNAMES_TABLE'),
    learners: setting('LEARNERS_TABLE'),
    passwordHashes: setting('PASSWORD_HASHES_TABLE'),
    passwordCiphertexts: setting('PASSWORD_CIPHERTEXTS_TABLE'),
    auditEvents: setting('AUDIT_EVENTS_TABLE'),
    sessions: setting('SESSIONS_TABLE'),
  }
  return (school) => rosterChanges(dynamo(), tables, school)
}
