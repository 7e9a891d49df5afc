import { createHash, randomBytes } from 'node:crypto'
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { ActionRequest } from '../../../functions/http/httpAction.ts'
import { deactivateLearner } from '../../../functions/learners/deactivateLearner.ts'
import { failQueuedPasswords } from '../../../functions/passwords/failQueuedPasswords.ts'
import { groupResetView } from '../../../functions/passwords/groupResetView.ts'
import { issuePassword } from '../../../functions/passwords/issuePassword.ts'
import { resetGroupPasswords } from '../../../functions/passwords/resetGroupPasswords.ts'
import { resetPassword } from '../../../functions/passwords/resetPassword.ts'
import { resetQueuedPasswords } from '../../../functions/passwords/resetQueuedPasswords.ts'
import { sweepGroupResets } from '../../../functions/passwords/sweepGroupResets.ts'
import { type ResetMessage, resetMessage } from '../../../shared/contract/messages.ts'
import type { routes } from '../../../shared/contract/routes.ts'
import { actorOf } from '../../../shared/domain/audit.ts'
import type { Learner } from '../../../shared/domain/learner.ts'
import { Secret } from '../../../shared/domain/secret.ts'
import { accountStore } from '../../../shared/store/accounts.ts'
import { type Db, queryAll } from '../../../shared/store/dynamo.ts'
import { newId, secureRandom } from '../../../shared/store/ids.ts'
import { learnerChanges } from '../../../shared/store/learnerChanges.ts'
import { learnerStore } from '../../../shared/store/learners.ts'
import { newAccountStore } from '../../../shared/store/newAccounts.ts'
import { passwordCiphertextStore } from '../../../shared/store/passwordCiphertexts.ts'
import type { PasswordHasher } from '../../../shared/store/passwordHasher.ts'
import { passwordHashStore } from '../../../shared/store/passwordHashes.ts'
import { groupResetStore, runningResets } from '../../../shared/store/passwordResets.ts'
import { passwordSealer } from '../../../shared/store/passwordSealer.ts'
import type { ResetQueue } from '../../../shared/store/resetQueue.ts'
import { schoolStore } from '../../../shared/store/schools.ts'
import { accountOf, aLearner, anAccount, aSchool } from '../../support/builders.ts'
import type { EmulatedTables } from './emulatedTables.ts'

/** What stands between the product and the tables: it may refuse a call, make it twice, or lose its answer. */
export type Between = (command: { input: object }, call: () => Promise<unknown>) => Promise<unknown>

const untouched: Between = (_, call) => call()

const digest = (nonce: string, { reveal }: { reveal: () => string }) =>
  createHash('sha256').update(`${nonce} ${reveal()}`).digest('hex')

/** Tells right from wrong as argon2 does, only sooner. */
const quickHasher: PasswordHasher = {
  hash: async (password) => {
    const nonce = randomBytes(8).toString('hex')
    return `${nonce}$${digest(nonce, { reveal: () => password.reveal() })}`
  },
  verify: async (hash, password) =>
    hash.endsWith(digest(hash.split('$')[0] ?? '', { reveal: () => password.reveal() })),
  isOutdated: async () => false,
}

const dataKey = { id: 'key', bytes: randomBytes(32) }
const sealer = passwordSealer({ newest: async () => dataKey, get: async () => dataKey })

export type StartOptions = {
  readonly perMessage?: number
  readonly queue?: ResetQueue
  readonly includeChangedByUser?: boolean
  readonly onlyNotAvailable?: boolean
}

/**
 * A school with learners of 7A and a member of staff in the emulator, and the group resets' own functions over it. Messages
 * wait in `queue` for the test to deliver them; the clock stands still until it is moved.
 */
export const emulatedSchool = async ({ db: wholeDb, table }: EmulatedTables, size: number) => {
  const school = aSchool({ id: newId() })
  const staff = anAccount({ id: newId(), schoolIds: [school.id] })
  let at = Date.parse('2026-10-05T09:00:00Z')
  const clock = () => new Date(at)
  let between = untouched
  const db = {
    send: (command: never) => between(command, () => wholeDb.send(command)),
  } as unknown as Db

  const tables = {
    learners: table('Learners'),
    accounts: table('Accounts'),
    auditEvents: table('AuditEvents'),
    usernames: table('Usernames'),
    passwordHashes: table('PasswordHashes'),
    passwordCiphertexts: table('PasswordCiphertexts'),
    passwordResets: table('PasswordResets'),
  }
  const stores = {
    learnersOf: () => learnerStore(db, tables.learners, school),
    changesOf: () => learnerChanges(db, tables, school),
    resetsOf: (schoolId: string) => groupResetStore(db, tables, schoolId),
    accounts: accountStore(db, tables.accounts),
    schools: schoolStore(db, table('Schools')),
    hasher: quickHasher,
    sealer,
    random: secureRandom,
    clock,
  }
  const resets = groupResetStore(wholeDb, tables, school.id)
  const learners = learnerStore(wholeDb, tables.learners, school)
  const hashes = passwordHashStore(wholeDb, tables.passwordHashes)
  const ciphertexts = passwordCiphertextStore(wholeDb, tables.passwordCiphertexts)

  await schoolStore(wholeDb, table('Schools')).create(school)
  await wholeDb.send(new PutCommand({ TableName: tables.accounts, Item: staff }))
  const newAccounts = newAccountStore(wholeDb, tables)
  const addLearner = async (changed: Partial<Learner> = {}): Promise<Learner> => {
    const id = newId()
    const before = aLearner({ id, username: `Bloggs${id}`, ...changed })
    const issued = await issuePassword(
      { hasher: quickHasher, sealer },
      { school, learner: before, password: new Secret('Hen Gyfrinair 1'), setBy: 'allwedd', at: clock() },
    )
    const learner = { ...issued.after, ...changed }
    await newAccounts.create({
      account: accountOf(learner, school),
      hash: issued.password.hash,
      learner: { schoolId: school.id, learner, password: issued.password },
    })
    return learner
  }
  const ids: string[] = []
  for (let place = 0; place < size; place++) ids.push((await addLearner()).id)

  const queue: ResetMessage[] = []
  const queueOf = (perMessage: number): ResetQueue => ({
    send: async (messages) => {
      const sent = messages.map((message) => resetMessage.parse(JSON.parse(JSON.stringify(message))))
      for (const { learnerIds, ...rest } of sent)
        for (let start = 0; start < learnerIds.length; start += perMessage)
          queue.push({ ...rest, learnerIds: learnerIds.slice(start, start + perMessage) })
      return 0
    },
  })

  const asStaff = (fields: object) => ({
    school,
    principal: { account: staff },
    actor: actorOf(staff),
    now: clock(),
    requestId: newId(),
    sourceIp: '192.0.2.1',
    ...fields,
  })

  return {
    school,
    staff,
    ids,
    queue,
    stores,
    table,
    db: wholeDb,
    addLearner,
    /** What happens to calls of the database from now on; nothing unusual without it. */
    interrupt: (next: Between = untouched) => {
      between = next
    },
    pass: (milliseconds: number) => {
      at += milliseconds
    },
    /** Starts a reset of the ticked learners, and answers its id. */
    start: async (
      { perMessage = 20, queue: own, ...options }: StartOptions = {},
      learnerIds: readonly string[] = ids,
    ) => {
      const body = {
        selection: { kind: 'learners', learnerIds },
        includeChangedByUser: false,
        onlyNotAvailable: false,
        language: 'either',
        ...options,
      }
      const act = resetGroupPasswords({ ...stores, queue: own ?? queueOf(perMessage) })
      const answer = await act(asStaff({ body }) as unknown as ActionRequest<typeof routes.resetGroupPasswords>)
      return String(answer.body?.id)
    },
    work: resetQueuedPasswords(stores),
    bury: failQueuedPasswords(stores),
    sweep: (perMessage = 20, own?: ResetQueue) =>
      sweepGroupResets({
        ...stores,
        running: runningResets(db, tables.passwordResets),
        queue: own ?? queueOf(perMessage),
      })(),
    resetByHand: async (learnerId: string, password: string) => {
      const body = { password: new Secret(password) }
      const act = resetPassword(stores)
      await act(asStaff({ body, params: { learnerId } }) as unknown as ActionRequest<typeof routes.resetPassword>)
    },
    deactivate: async (learnerId: string) => {
      const act = deactivateLearner(stores)
      await act(
        asStaff({ body: {}, params: { learnerId } }) as unknown as ActionRequest<typeof routes.deactivateLearner>,
      )
    },
    changeAccount: (id: string, changed: { status?: string; schoolIds?: string[]; role?: string }) =>
      wholeDb.send(
        new UpdateCommand({
          TableName: tables.accounts,
          Key: { id },
          UpdateExpression: `SET ${Object.keys(changed).map((name) => `#${name} = :${name}`)}`,
          ExpressionAttributeNames: Object.fromEntries(Object.keys(changed).map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            Object.entries(changed).map(([name, value]) => [`:${name}`, value]),
          ),
        }),
      ),
    /** How the reset looks to whoever watches it, and whether the dashboard still counts it. */
    watch: async (resetId: string) => {
      const job = await resets.get(resetId)
      if (!job) throw new Error('There is no such reset')
      const { results, ...progress } = groupResetView(job, await resets.results(resetId))
      const running = (await resets.running()).includes(resetId)
      const of = (learnerId: string) => {
        const found = results.find((result) => result.learnerId === learnerId)
        return found && [found.outcome, ...(found.reason ? [found.reason] : [])].join(' ')
      }
      return { ...progress, running, of, outcomes: results.map(({ learnerId }) => of(learnerId)) }
    },
    /** What is true of a learner's password: how many there were, the one that staff see, and whether it signs in. */
    passwordOf: async (learnerId: string) => {
      const [learner, hash, sealed] = await Promise.all([
        learners.get(learnerId),
        hashes.get(learnerId),
        ciphertexts.get(learnerId),
      ])
      if (!learner || !hash || !sealed) throw new Error('The learner has no password')
      const sealedFor = { schoolId: sealed.schoolId, learnerId, passwordVersion: sealed.version }
      const shown = await sealer.open(sealedFor, sealed.sealed)
      return {
        shown: shown.reveal(),
        signsIn: await quickHasher.verify(hash.hash, shown),
        versions: [learner.passwordVersion, hash.version, sealed.version],
        epoch: (await accountStore(wholeDb, tables.accounts).get(learnerId))?.epoch,
      }
    },
    /** Events of the school's trail, oldest first. */
    events: async (action: string) => {
      const items = await queryAll(wholeDb, {
        TableName: tables.auditEvents,
        ConsistentRead: true,
        KeyConditionExpression: 'schoolId = :school',
        ExpressionAttributeValues: { ':school': school.id },
      })
      return items.filter((item) => item['action'] === action) as { learnerId: string | null; details: object }[]
    },
  }
}

export type EmulatedSchool = Awaited<ReturnType<typeof emulatedSchool>>
