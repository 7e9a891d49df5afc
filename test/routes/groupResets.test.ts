import { DynamoDBDocumentClient, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { welshWords } from '../../shared/domain/passwords/words.cy.ts'
import { type RunningTables, runningTables } from '../functions/passwords/runningTables.ts'
import { type Reply, type RunningSchool, runSchool } from '../support/runningSchool.ts'

type Learner = {
  id: string
  username: string
  displayName: string
  version: number
  leaver: boolean
  status: string
  passwordStatus: string
}
type Result = { learnerId: string; username: string; displayName: string; outcome: string; reason?: string }
type GroupReset = {
  id: string
  status: string
  total: number
  done: number
  skipped: number
  failed: number
  startedBy: string
  finishedAt?: string
  results: Result[]
}

let school: RunningSchool
let tables: RunningTables
let staff: string
let at: string

const learnersBy = async (query = ''): Promise<Learner[]> => {
  const { body } = await school.send('GET', `${at}/learners?limit=100&${query}`, { token: staff })
  return body['items'] as Learner[]
}
const reveal = (id: string) => school.send('POST', `${at}/learners/${id}/password/reveal`, { token: staff })
const shownOf = async (id: string): Promise<string> => String((await reveal(id)).body['password'])

const start = (body: unknown, token = staff) => school.send('POST', `${at}/password-resets`, { token, body })
const watch = async (path: string): Promise<GroupReset> =>
  (await school.send('GET', path, { token: staff })).body as GroupReset

/** Waits until it has ended; what is kept of it must always add up. */
const ended = async (started: Reply): Promise<GroupReset> => {
  expect(started.status).toBe(202)
  const path = String(started.headers.get('location'))
  await expect.poll(async () => (await watch(path)).status, { timeout: 20_000 }).not.toBe('running')
  const reset = await watch(path)
  expect(reset.total).toBe(reset.results.length)
  expect(reset.total).toBe(reset.done + reset.skipped + reset.failed)
  expect(reset.finishedAt).toMatch(/Z$/)
  return reset
}
const startedNow = () => tables.events(school.schoolId, 'password-resets-started')

/** Learners by id, whatever order they come in. */
const idsOf = (learners: readonly { id: string }[]) => learners.map(({ id }) => id).toSorted()
const resetIds = ({ results }: GroupReset) => results.map(({ learnerId }) => learnerId).toSorted()

beforeAll(async () => {
  school = await runSchool(60)
  tables = await runningTables()
  staff = await school.tokenOf('staff')
  at = `/v1/schools/${school.schoolId}`
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(async () => {
  tables.stop()
  await school.stop()
})

describe('a group reset', () => {
  it.each([
    ['registrationGroup', '7A'],
    ['teachingClass', '7A/Ma1'],
    ['yearGroup', '8'],
  ])('of a %s is of everyone whom the list under that filter shows', async (kind, id) => {
    const listed = await learnersBy(`${kind}=${encodeURIComponent(id)}`)
    const reset = await ended(await start({ selection: { [kind]: id } }))
    expect(resetIds(reset)).toEqual(idsOf(listed))
    expect(reset.results.map(({ displayName }) => displayName)).toEqual(listed.map(({ displayName }) => displayName))
    expect(reset.status).toBe('completed')
  })

  it('gives each learner a password of their own, which signs in; the old one and its session don’t', async () => {
    const selection = { registrationGroup: '9A' }
    const [before] = await learnersBy('registrationGroup=9A&passwordStatus=available&status=active')
    if (!before) throw new Error('The demo has nobody in 9A whose password is available')
    const old = await shownOf(before.id)
    const session = String((await school.signIn(before.username, old)).body['token'])
    const reset = await ended(await start({ selection, language: 'cy' }))
    const done = reset.results.filter(({ outcome }) => outcome === 'reset')
    expect(done.length).toBeGreaterThan(4)
    const passwords = await Promise.all(done.map(({ learnerId }) => shownOf(learnerId)))
    expect(new Set(passwords).size).toBe(done.length)
    for (const [place, { username }] of done.entries()) {
      const password = passwords[place] ?? ''
      const [, first = '', second = ''] = /^([A-Z][a-z]+)([A-Z][a-z]+)[2-9]{2}$/.exec(password) ?? []
      expect(welshWords).toEqual(expect.arrayContaining([first.toLowerCase(), second.toLowerCase()]))
      expect((await school.signIn(username, password)).status).toBe(201)
    }
    expect((await school.send('GET', '/v1/me', { token: session })).status).toBe(401)
    expect((await school.signIn(before.username, old)).status).toBe(401)
    const [after] = await learnersBy(`q=${before.username}&field=username`)
    expect(after?.version).toBe(before.version + 1)
  })

  it('of one ticked learner', async () => {
    const [learner] = await learnersBy('passwordStatus=available&status=active')
    const reset = await ended(await start({ selection: { learnerIds: [learner?.id] } }))
    expect(reset).toMatchObject({ total: 1, done: 1, results: [{ learnerId: learner?.id, outcome: 'reset' }] })
  })

  it('of 500 ticks counts whoever is ticked twice once', async () => {
    const [one, two] = await learnersBy('passwordStatus=available&status=active')
    const learnerIds = Array.from({ length: 500 }, (_, place) => (place % 2 === 0 ? one : two)?.id)
    const reset = await ended(await start({ selection: { learnerIds } }))
    expect(reset).toMatchObject({ total: 2, done: 2 })
    const events = await tables.events(school.schoolId, 'password-reset')
    const ofThis = events.filter(({ details }) => (details as { resetId?: string }).resetId === reset.id)
    expect(ofThis.map(({ learnerId }) => learnerId).toSorted()).toEqual([one?.id, two?.id].toSorted())
  })

  it('is on record with who started it, and each password with the same reset', async () => {
    const before = (await startedNow()).length
    const reset = await ended(await start({ selection: { registrationGroup: '10A' }, includeChangedByUser: true }))
    const mine = school.allwedd.demo.signIns.find(({ role }) => role === 'staff')
    expect(reset.startedBy).toBe(mine?.username)
    expect((await startedNow()).slice(before)).toMatchObject([
      { actorUsername: mine?.username, details: { resetId: reset.id, learners: reset.total } },
    ])
  })
})

describe('who is skipped', () => {
  it('leavers, deactivated accounts and those who chose their own password, each with the reason', async () => {
    const [, , unlucky] = await learnersBy('yearGroup=11&passwordStatus=available&status=active')
    await school.send('POST', `${at}/learners/${unlucky?.id}/deactivate`, { token: staff })
    const everyone = await learnersBy()
    const reset = await ended(await start({ selection: { learnerIds: idsOf(everyone) } }))
    const expected = new Map(
      everyone.map(({ id, leaver, status, passwordStatus }) => [
        id,
        leaver
          ? 'leaver'
          : status === 'deactivated'
            ? 'deactivated'
            : passwordStatus === 'changed-by-user'
              ? 'changed-by-user'
              : 'reset',
      ]),
    )
    for (const { learnerId, outcome, reason } of reset.results)
      expect(reason ?? outcome, learnerId).toBe(expected.get(learnerId))
    expect(new Set(expected.values())).toEqual(new Set(['leaver', 'deactivated', 'changed-by-user', 'reset']))
    expect(reset).toMatchObject({ status: 'completed', total: 60, failed: 0 })
    expect(reset.skipped).toBe([...expected.values()].filter((reason) => reason !== 'reset').length)
  })

  it('nobody whose password is their own, when they are asked for', async () => {
    const own = await learnersBy('passwordStatus=changed-by-user&status=active')
    expect(own.length).toBeGreaterThan(0)
    const reset = await ended(await start({ selection: { learnerIds: idsOf(own) }, includeChangedByUser: true }))
    expect(reset).toMatchObject({ done: own.length, skipped: 0 })
    expect((await learnersBy(`q=${own[0]?.username}&field=username`))[0]?.passwordStatus).toBe('available')
  })

  it('whoever has a password that can be shown, when only the others are wanted', async () => {
    const [has] = await learnersBy('passwordStatus=available&status=active')
    const elsewhere = school.allwedd.demo.schools[1]?.id ?? ''
    const administrator = await school.tokenOf('local-administrator')
    const path = `/v1/schools/${elsewhere}`
    const { body } = await school.send('GET', `${path}/learners?limit=100&leaver=false`, { token: administrator })
    const learners = body['items'] as Learner[]
    const started = await school.send('POST', `${path}/password-resets`, {
      token: administrator,
      body: { selection: { learnerIds: idsOf(learners) }, onlyNotAvailable: true },
    })
    const at2 = String(started.headers.get('location'))
    const read = async () => (await school.send('GET', at2, { token: administrator })).body as GroupReset
    await expect.poll(async () => (await read()).status, { timeout: 20_000 }).toBe('completed')
    const reset = await read()
    const without = learners.filter(({ passwordStatus }) => passwordStatus === 'not-available')
    expect(without.length).toBeGreaterThan(0)
    expect(reset.results.filter(({ outcome }) => outcome === 'reset').map(({ learnerId }) => learnerId)).toEqual(
      expect.arrayContaining(idsOf(without)),
    )
    expect(reset.done).toBe(without.length)
    expect(new Set(reset.results.flatMap(({ reason }) => reason ?? []))).toEqual(new Set(['already-available']))

    const alone = await ended(await start({ selection: { learnerIds: [has?.id] }, onlyNotAvailable: true }))
    expect(alone.results).toMatchObject([{ outcome: 'skipped', reason: 'already-available' }])
    expect(alone.status).toBe('completed')
  })
})

describe('while it runs', () => {
  it('it is on the dashboard and can be watched by anyone who may start one; then it is not there any more', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const send = DynamoDBDocumentClient.prototype.send
    const isResult = ({ TransactItems = [] }: TransactWriteCommandInput) =>
      TransactItems.some(({ Put }) => String(Put?.Item?.['sk'] ?? '').includes('#'))
    vi.spyOn(DynamoDBDocumentClient.prototype, 'send').mockImplementation(async function (
      this: DynamoDBDocumentClient,
      command: unknown,
    ) {
      if (command instanceof TransactWriteCommand && isResult(command.input)) await released
      return Reflect.apply(send, this, [command])
    } as never)

    const started = await start({ selection: { registrationGroup: '7A' }, includeChangedByUser: true })
    expect(started.headers.get('retry-after')).toMatch(/^\d+$/)
    const { id, status, results, finishedAt } = started.body as GroupReset
    expect(started.headers.get('location')).toBe(`${at}/password-resets/${id}`)
    expect({ status, finishedAt }).toEqual({ status: 'running', finishedAt: undefined })
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['pending']))

    const running = async () =>
      (await school.send('GET', at, { token: staff })).body['runningPasswordResets'] as string[]
    expect(await running()).toEqual([id])
    const champion = await school.tokenOf('digital-champion')
    const watched = await school.send('GET', `${at}/password-resets/${id}`, { token: champion })
    expect(watched.body).toMatchObject({ id, status: 'running' })
    expect(watched.headers.get('retry-after')).toMatch(/^\d+$/)

    release()
    const reset = await ended(started)
    expect(reset.status).toBe('completed')
    expect(await running()).toEqual([])
    const after = await school.send('GET', `${at}/password-resets/${id}`, { token: champion })
    expect(after.headers.get('retry-after')).toBeNull()
  })
})

describe('nothing starts', () => {
  const expectNothingStarted = async (act: () => Promise<Reply>): Promise<Reply> => {
    const before = [(await startedNow()).length, (await learnersBy()).map(({ version }) => version)]
    const reply = await act()
    expect([(await startedNow()).length, (await learnersBy()).map(({ version }) => version)]).toEqual(before)
    return reply
  }

  it('with unknown ids or another school’s: each is pointed at, and nothing tells the two apart', async () => {
    const [one, two] = await learnersBy()
    const elsewhere = school.allwedd.demo.signIns.find(
      (each) => each.role === 'learner' && each.schoolId !== school.schoolId,
    )
    const signedIn = await school.signIn(elsewhere?.username ?? '', elsewhere?.password ?? '')
    const foreign = (signedIn.body['account'] as { id: string }).id
    const faultsWith = async (id: string) => {
      const learnerIds = [one?.id, id, two?.id, id, 'nobody']
      const { status, body } = await expectNothingStarted(() => start({ selection: { learnerIds } }))
      expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'invalid-request' })
      return body['errors'] as { pointer: string }[]
    }
    const faults = await faultsWith('0000000000000000')
    expect(faults.map(({ pointer }) => pointer)).toEqual([1, 3, 4].map((place) => `/selection/learnerIds/${place}`))
    expect(await faultsWith(foreign)).toEqual(faults)
  })

  it.each([
    ['501 ticks', { selection: { learnerIds: Array(501).fill('0000000000000000') } }, '/selection/learnerIds'],
    ['no ticks', { selection: { learnerIds: [] } }, '/selection/learnerIds'],
    ['no selection', {}, '/selection'],
    ['an empty selection', { selection: {} }, '/selection'],
    ['two selections', { selection: { yearGroup: '7', registrationGroup: '7A' } }, '/selection'],
    ['the whole school', { selection: { all: true } }, '/selection/all'],
    ['an unknown field', { selection: { yearGroup: '7' }, force: true }, '/force'],
    ['an unknown language', { selection: { yearGroup: '7' }, language: 'fr' }, '/language'],
    ['an answer that is no yes or no', { selection: { yearGroup: '7' }, onlyNotAvailable: 'yes' }, '/onlyNotAvailable'],
  ])('with %s', async (_, body, pointer) => {
    const reply = await expectNothingStarted(() => start(body))
    expect(reply.status).toBe(400)
    expect((reply.body['errors'] as { pointer: string }[]).map((each) => each.pointer)).toContain(pointer)
  })

  it.each([{ registrationGroup: '7Z' }, { teachingClass: '7A' }, { yearGroup: '1' }, { registrationGroup: '7' }])(
    'for a group that isn’t there: %j',
    async (selection) => {
      expect((await expectNothingStarted(() => start({ selection }))).status).toBe(404)
    },
  )

  it('for learners, for nobody, and at a school of others', async () => {
    const selection = { registrationGroup: '7A' }
    const other = school.allwedd.demo.schools[1]?.id
    const path = `/v1/schools/${other}/password-resets`
    const [learner] = await learnersBy('passwordStatus=available&status=active')
    const signedIn = await school.signIn(learner?.username ?? '', await shownOf(learner?.id ?? ''))
    expect((await start({ selection }, String(signedIn.body['token']))).status).toBe(403)
    expect((await start({ selection }, '')).status).toBe(401)
    expect((await school.send('POST', path, { token: staff, body: { selection } })).status).toBe(404)
  })
})

it('is not found at another school, nor under an id that isn’t there', async () => {
  const reset = await ended(await start({ selection: { registrationGroup: '7A' } }))
  const administrator = await school.tokenOf('local-administrator')
  const other = school.allwedd.demo.schools[1]?.id
  const read = (path: string) => school.send('GET', path, { token: administrator })
  expect((await read(`${at}/password-resets/${reset.id}`)).status).toBe(200)
  expect((await read(`/v1/schools/${other}/password-resets/${reset.id}`)).status).toBe(404)
  expect((await read(`${at}/password-resets/0000000000000000`)).status).toBe(404)
  expect((await read(`${at}/password-resets/x`)).status).toBe(404)
})
