import { issuePassword } from '../../functions/passwords/issuePassword.ts'
import { readMisReport } from '../../functions/roster/misReport/readMisReport.ts'
import type { Account } from '../../shared/domain/account.ts'
import type { Bilingual } from '../../shared/domain/language.ts'
import type { Learner } from '../../shared/domain/learner.ts'
import { withOwnPassword } from '../../shared/domain/learnerStates.ts'
import { newLearner } from '../../shared/domain/newLearner.ts'
import { generatePassword } from '../../shared/domain/passwords/generator.ts'
import type { Role } from '../../shared/domain/permissions.ts'
import type { RosterLearner } from '../../shared/domain/roster/rosterLearner.ts'
import type { Phase, School } from '../../shared/domain/school.ts'
import { schoolDayOf } from '../../shared/domain/schoolDay.ts'
import { Secret } from '../../shared/domain/secret.ts'
import { usernameStem } from '../../shared/domain/usernames.ts'
import { newId, secureRandom } from '../../shared/store/ids.ts'
import type { NewAccount, NewAccountStore } from '../../shared/store/newAccounts.ts'
import type { PasswordHasher } from '../../shared/store/passwordHasher.ts'
import type { PasswordSealer } from '../../shared/store/passwordSealer.ts'
import type { SchoolStore } from '../../shared/store/schools.ts'
import type { UsernameIssuer } from '../../shared/store/usernames.ts'
import { type DemoSchool, demoSchools } from './demoSchools.ts'

/** Through what the demo's schools and accounts are made: the same stores that the functions use. */
export type SeedStores = {
  readonly schools: SchoolStore
  readonly accounts: NewAccountStore
  readonly usernames: UsernameIssuer
  readonly hasher: PasswordHasher
  readonly sealer: PasswordSealer
}

export type DemoSignIn = {
  readonly role: 'staff' | 'digital-champion' | 'local-administrator' | 'learner'
  readonly schoolId: string
  readonly phase: Phase
  readonly username: string
  readonly password: string
}

/** What a demo is about, as `demo.json` tells it. */
export type Demo = {
  readonly schools: { id: string; name: Bilingual; phase: Phase; learners: number }[]
  readonly signIns: DemoSignIn[]
}

export type DemoOptions = { readonly schools?: number | undefined; readonly learners?: number | undefined; now: Date }

const madeBy = 'allwedd'
const atOnce = 16

/** Makes demo schools as a school would come in: their management systems' reports are read, row by row. */
export const seedDemo = async (stores: SeedStores, { schools, learners, now }: DemoOptions): Promise<Demo> => {
  const all = demoSchools({ schools, learners, today: schoolDayOf(now) })
  const demo: Demo = { schools: [], signIns: [] }
  for (const each of all) await seedSchool(stores, each, now, demo)
  return demo
}

const seedSchool = async (stores: SeedStores, { report, ...fields }: DemoSchool, now: Date, demo: Demo) => {
  const school: School = { ...fields, lastRosterSync: now.toISOString() }
  await stores.schools.create(school)
  demo.signIns.push(
    await seedStaff(stores, { forename: 'Mared', surname: 'Price', role: 'staff' }, school),
    await seedStaff(stores, { forename: 'Gethin', surname: 'Morgan', role: 'digital-champion' }, school),
  )
  if (demo.schools.length === 0) {
    const administrator = { forename: 'Nia', surname: 'Bevan', role: 'local-administrator' } as const
    demo.signIns.push(await seedStaff(stores, administrator, school))
  }
  const made = await inParallel(await rowsOf(report.csv), (row) => seedLearner(stores, school, row, now))
  const known = made.find(({ learner, password }) => password && learner.status === 'active')
  if (known?.password) demo.signIns.push(signInFor('learner', school, known.learner.username, known.password))
  demo.schools.push({ id: school.id, name: school.name, phase: school.phase, learners: made.length })
}

const rowsOf = async (csv: string): Promise<RosterLearner[]> => {
  const rows: RosterLearner[] = []
  for await (const item of readMisReport(bytesOf(csv))) if (item.kind === 'learner') rows.push(item.learner)
  return rows
}

async function* bytesOf(csv: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(csv)
}

type Seeded = { readonly learner: Learner; readonly password?: Secret }

/** Of ten learners eight have a password that staff can show, one chose their own, one came without any. */
const seedLearner = async (stores: SeedStores, school: School, row: RosterLearner, now: Date): Promise<Seeded> => {
  const username = await stores.usernames.next(usernameStem(row.legalForename, row.legalSurname))
  const { account, learner } = newLearner(row, { id: newId(), username, school, now })
  const before = { ...learner, createdAt: `${row.admissionDate ?? schoolDayOf(now)}T08:00:00.000Z` }
  const place = { schoolId: school.id, learner: before }
  const kind = row.row % 10
  if (kind === 3) {
    await make(stores, { account, learner: place })
    return { learner: before }
  }
  const password = new Secret(generatePassword(secureRandom, 'either'))
  if (kind === 7 && account.role === 'secondary-learner') {
    const after = withOwnPassword(before, now, 1)
    await make(stores, {
      account,
      learner: { ...place, learner: after },
      hash: await stores.hasher.hash(password),
    })
    return { learner: after }
  }
  const issued = await issuePassword(stores, { school, learner: before, password, setBy: madeBy, at: now })
  const { after } = issued
  await make(stores, {
    account,
    hash: issued.password.hash,
    learner: { ...place, learner: after, password: issued.password },
  })
  return { learner: after, password }
}

type NewStaff = { forename: string; surname: string; role: DemoSignIn['role'] & Role }

const seedStaff = async (stores: SeedStores, { forename, surname, role }: NewStaff, school: School) => {
  const username = await stores.usernames.next(usernameStem(forename, surname))
  const password = new Secret(generatePassword(secureRandom, 'either'))
  const account: Account = {
    id: newId(),
    username,
    role,
    forename,
    surname,
    authorityId: school.authorityId,
    schoolIds: role === 'local-administrator' ? [] : [school.id],
    status: 'active',
    epoch: 1,
    passwordChangeRequired: false,
  }
  await make(stores, { account, hash: await stores.hasher.hash(password) })
  return signInFor(role, school, username, password)
}

const signInFor = (
  role: DemoSignIn['role'],
  { id, phase }: School,
  username: string,
  password: Secret,
): DemoSignIn => ({
  role,
  schoolId: id,
  phase,
  username,
  password: password.reveal(),
})

const make = async ({ accounts }: SeedStores, account: NewAccount): Promise<void> => {
  if ((await accounts.create(account)) === 'taken') throw new Error('A demo account was there already')
}

/** Goes through a list a few at a time. */
const inParallel = async <In, Out>(all: readonly In[], act: (one: In) => Promise<Out>): Promise<Out[]> => {
  const results: Out[] = []
  for (let start = 0; start < all.length; start += atOnce) {
    results.push(...(await Promise.all(all.slice(start, start + atOnce).map(act))))
  }
  return results
}
