import type { Account } from '../../shared/domain/account.ts'
import type { Learner } from '../../shared/domain/learner.ts'
import type { School } from '../../shared/domain/school.ts'
import { Secret } from '../../shared/domain/secret.ts'
import { accountOf, aLearner, anAccount, aSchool } from './builders.ts'
import { memoryWorld, type World } from './world/memoryWorld.ts'

const created = (outcome: 'created' | 'taken', username: string): void => {
  if (outcome === 'taken')
    throw new Error(`${username}, or their id or UPN, is already in the world: name somebody else`)
}

/** Puts an account into the world, with a password where one is given. */
export const addAccount = async (world: World, account: Account, password?: string): Promise<Account> => {
  const hash = password === undefined ? {} : { hash: await world.hasher.hash(new Secret(password)) }
  created(await world.newAccounts.create({ account, ...hash }), account.username)
  return account
}

/** Puts a learner and their account into the world; one with a password has it `available`, set by `ReesM`. */
export const addLearner = async (
  world: World,
  school: School,
  learner: Learner,
  password?: string,
): Promise<Learner> => {
  const account = accountOf(learner, school)
  if (password === undefined) {
    created(await world.newAccounts.create({ account, learner: { schoolId: school.id, learner } }), learner.username)
    return learner
  }
  const known: Learner = {
    ...learner,
    passwordStatus: 'available',
    passwordSetAt: world.clock().toISOString(),
    passwordVersion: 1,
  }
  const secret = new Secret(password)
  const sealedFor = { schoolId: school.id, learnerId: learner.id, passwordVersion: 1 }
  const [hash, sealed] = await Promise.all([world.hasher.hash(secret), world.sealer.seal(sealedFor, secret)])
  const place = { schoolId: school.id, learner: known, password: { hash, sealed, setBy: 'ReesM' } }
  created(await world.newAccounts.create({ account, hash, learner: place }), learner.username)
  return known
}

/**
 * A world with two schools of one authority and one of another, and at the first, a secondary school, one of everyone.
 * `learner` is Joe Bloggs of 7A, whose password `Draig4Coch` is available.
 */
export const schoolWorld = async () => {
  const world = memoryWorld()
  const school = aSchool()
  const otherSchool = aSchool({
    id: '6812002',
    name: { en: 'Bryn Primary School', cy: 'Ysgol Gynradd Bryn' },
    phase: 'primary',
  })
  const foreignSchool = aSchool({ id: '6604003', authorityId: '660', name: { en: 'Far School', cy: 'Ysgol Bell' } })
  for (const each of [school, otherSchool, foreignSchool]) await world.schools.create(each)
  return {
    world,
    school,
    otherSchool,
    foreignSchool,
    staff: await addAccount(world, anAccount(), 'Eryri2Haf'),
    champion: await addAccount(world, anAccount({ role: 'digital-champion', forename: 'Nia' }), 'Gwynt5Oer'),
    administrator: await addAccount(world, anAccount({ role: 'local-administrator', forename: 'Alun' }), 'Nant7Glas'),
    otherStaff: await addAccount(world, anAccount({ forename: 'Huw', schoolIds: [otherSchool.id] }), 'Craig8Wen'),
    learner: await addLearner(world, school, aLearner(), 'Draig4Coch'),
  }
}
