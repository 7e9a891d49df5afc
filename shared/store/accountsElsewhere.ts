import type { Account } from '../domain/account.ts'
import { isLearner } from '../domain/account.ts'
import type { Learner } from '../domain/learner.ts'
import type { AccountElsewhere } from '../domain/roster/plan/planInput.ts'
import { type Db, dynamo, getMany } from './dynamo.ts'
import { setting } from './environment.ts'
import { isLearnerItem, readLearnerItem } from './learnerItem.ts'
import { permanentClaim } from './personClaims.ts'
import { storedAccount } from './stored.ts'

/** Finds the accounts of learners at whatever school: a roster names people whom its own school doesn't know yet. */
export type AccountsElsewhere = {
  /** Those who have one of the permanent UPNs, and those of the ids. */
  find(upns: readonly string[], accountIds: readonly string[]): Promise<AccountElsewhere[]>
}

/** An account as another school sees it. @param upn the one it was found by. */
export const accountElsewhere = (account: Account, learner: Learner, upn: string | null): AccountElsewhere => ({
  accountId: account.id,
  username: account.username,
  upn,
  forename: learner.forename,
  surname: learner.surname,
  legalForename: learner.legalForename,
  legalSurname: learner.legalSurname,
  dateOfBirth: learner.dateOfBirth,
  status: account.status,
  deactivatedReason: learner.deactivatedReason,
  schoolIds: account.schoolIds,
  live: !learner.leaver,
})

export const accountsElsewhere = (
  db: Db,
  tables: { usernames: string; accounts: string; learners: string },
): AccountsElsewhere => ({
  find: async (upns, accountIds) => {
    const upnOf = new Map(upns.map((upn) => [permanentClaim(upn), upn]))
    const claims = await getMany(
      db,
      tables.usernames,
      [...upnOf.keys()].map((key) => ({ key })),
    )
    const found = new Map<string, string | null>(accountIds.map((id) => [id, null]))
    for (const { key, accountId } of claims) found.set(String(accountId), upnOf.get(String(key)) ?? null)
    const keys = [...found.keys()].map((id) => ({ id }))
    const accounts = (await getMany(db, tables.accounts, keys))
      .map((item) => storedAccount.parse(item))
      .filter(({ role, schoolIds }) => isLearner(role) && schoolIds.length > 0)
    const places = accounts.map(({ id, schoolIds: [schoolId] }) => ({ schoolId, learnerId: id }))
    const items = (await getMany(db, tables.learners, places)).filter(isLearnerItem).map(readLearnerItem)
    const learners = new Map(items.map((learner) => [learner.id, learner]))
    return accounts.flatMap((account) => {
      const learner = learners.get(account.id)
      return learner ? [accountElsewhere(account, learner, found.get(account.id) ?? learner.upn)] : []
    })
  },
})

export const accountsElsewhereFromEnv = (): AccountsElsewhere =>
  accountsElsewhere(dynamo(), {
    usernames: setting('USERNAMES_TABLE'),
    accounts: setting('ACCOUNTS_TABLE'),
    learners: setting('LEARNERS_TABLE'),
  })
