import { ListTablesCommand } from '@aws-sdk/client-dynamodb'
import type { Account } from '../../shared/domain/account.ts'
import type { Learner } from '../../shared/domain/learner.ts'
import type { School } from '../../shared/domain/school.ts'
import { dynamo } from '../../shared/store/dynamo.ts'
import { newAccountStore } from '../../shared/store/newAccounts.ts'
import { passwordHashStore } from '../../shared/store/passwordHashes.ts'
import { schoolStore } from '../../shared/store/schools.ts'
import { accountOf } from '../support/builders.ts'

/** Puts into the running product what the demo doesn't have and no route makes. */
export type Seeding = {
  school(school: School): Promise<void>
  /** An account with the password of another one. */
  account(account: Account, withPasswordOf: string): Promise<void>
  learner(school: School, learner: Learner): Promise<void>
}

/** The product runs in this process, so that its tables can be reached as its functions reach them. */
export const seeding = async (): Promise<Seeding> => {
  const { TableNames = [] } = await dynamo().send(new ListTablesCommand({}))
  const table = (name: string): string => {
    const found = TableNames.find((each) => each.replace(/[0-9A-F]{8}$/, '') === name)
    if (!found) throw new Error(`There is no table ${name}`)
    return found
  }
  const schools = schoolStore(dynamo(), table('Schools'))
  const hashes = passwordHashStore(dynamo(), table('PasswordHashes'))
  const accounts = newAccountStore(dynamo(), {
    accounts: table('Accounts'),
    usernames: table('Usernames'),
    learners: table('Learners'),
    passwordHashes: table('PasswordHashes'),
    passwordCiphertexts: table('PasswordCiphertexts'),
    auditEvents: table('AuditEvents'),
  })
  const made = (outcome: boolean) => {
    if (!outcome) throw new Error('What a test wanted to add was there already')
  }
  return {
    school: async (school) => made(await schools.create(school)),
    account: async (account, withPasswordOf) => {
      const stored = await hashes.get(withPasswordOf)
      if (!stored) throw new Error(`${withPasswordOf} has no password`)
      made((await accounts.create({ account, hash: stored.hash })) === 'created')
    },
    learner: async (school, learner) => {
      const account = accountOf(learner, school)
      made((await accounts.create({ account, learner: { schoolId: school.id, learner } })) === 'created')
    },
  }
}
