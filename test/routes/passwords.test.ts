import { KMSClient } from '@aws-sdk/client-kms'
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { brokenRules, type PolicyRule, policyMessages } from '../../shared/domain/passwords/policy.ts'
import { welshWords } from '../../shared/domain/passwords/words.cy.ts'
import { englishWords } from '../../shared/domain/passwords/words.en.ts'
import { type RunningTables, runningTables } from '../functions/passwords/runningTables.ts'
import { type RunningSchool, runSchool } from '../support/runningSchool.ts'

type Learner = { id: string; username: string; version: number; passwordStatus: string; status: string }

let school: RunningSchool
let tables: RunningTables
let staff: string
let at: string
let available: Learner[]

const learnersBy = async (query: string): Promise<Learner[]> => {
  const { body } = await school.send('GET', `${at}/learners?limit=100&${query}`, { token: staff })
  return body['items'] as Learner[]
}

/** Somebody whom no other test has used yet. */
const someone = (): Learner => {
  const learner = available.shift()
  if (!learner) throw new Error('The demo has no more learners whose password is available')
  return learner
}

const reveal = (id: string, token = staff) => school.send('POST', `${at}/learners/${id}/password/reveal`, { token })
const reset = (id: string, body: unknown, headers = {}) =>
  school.send('PUT', `${at}/learners/${id}/password`, { token: staff, body, headers })
const shownOf = async (id: string): Promise<string> => String((await reveal(id)).body['password'])

beforeAll(async () => {
  school = await runSchool(60)
  tables = await runningTables()
  staff = await school.tokenOf('staff')
  at = `/v1/schools/${school.schoolId}`
  available = await learnersBy('passwordStatus=available&status=active')
})
afterAll(async () => {
  tables.stop()
  await school.stop()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('showing a password', () => {
  it('answers with it, by whom and when it was set, and nothing keeps it on the way', async () => {
    const { id, username } = someone()
    const { status, headers, body } = await reveal(id)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body).toEqual({ password: expect.any(String), setAt: expect.stringMatching(/Z$/), setBy: 'allwedd' })
    expect((await school.signIn(username, String(body['password']))).status).toBe(201)
  })

  it('is on record: who looked at whose, and not what they saw', async () => {
    const { id } = someone()
    const { body } = await reveal(id)
    const events = (await tables.events(school.schoolId, 'password-revealed')).filter(
      (event) => event['learnerId'] === id,
    )
    const me = (await school.send('GET', '/v1/me', { token: staff })).body['account'] as { id: string }
    expect(events).toMatchObject([{ actorId: me.id, sourceIp: '127.0.0.1', requestId: expect.any(String) }])
    expect(JSON.stringify(events)).not.toContain(body['password'])
  })

  it.each([
    ['not-available', 'password-not-available'],
    ['changed-by-user', 'password-changed-by-user'],
  ])('is refused when it is %s', async (passwordStatus, code) => {
    const [learner] = await learnersBy(`passwordStatus=${passwordStatus}`)
    const { status, body } = await reveal(learner?.id ?? '')
    expect({ status, code: body['code'] }).toEqual({ status: 409, code })
  })

  it('is refused after the learner has chosen another one', async () => {
    const { id, username } = someone()
    const password = await shownOf(id)
    const learner = String((await school.signIn(username, password)).body['token'])
    const body = { currentPassword: password, newPassword: 'Afon Teifi 77' }
    expect((await school.send('PUT', '/v1/me/password', { token: learner, body })).status).toBe(204)
    expect((await reveal(id)).body['code']).toBe('password-changed-by-user')
    expect((await reset(id, { generate: true })).body['passwordStatus']).toBe('available')
    expect((await school.signIn(username, await shownOf(id))).status).toBe(201)
  })

  it('finds nobody who isn’t a learner of this school', async () => {
    const elsewhere = school.allwedd.demo.signIns.find(
      ({ role, schoolId }) => role === 'learner' && schoolId !== school.schoolId,
    )
    const signedIn = await school.signIn(elsewhere?.username ?? '', elsewhere?.password ?? '')
    const { id } = signedIn.body['account'] as { id: string }
    const [foreign, unknown, malformed] = await Promise.all([reveal(id), reveal('0000000000000000'), reveal('1')])
    const anonymous = ({ requestId: _, ...problem }: Record<string, unknown>) => problem
    for (const reply of [foreign, unknown, malformed]) expect(reply.status).toBe(404)
    expect(anonymous(foreign.body)).toEqual(anonymous(unknown.body))
  })

  it('is for staff alone: not even the learner sees it here', async () => {
    const { id, username } = someone()
    const learner = String((await school.signIn(username, await shownOf(id))).body['token'])
    expect((await reveal(id, learner)).status).toBe(403)
    expect((await reveal(id, '')).status).toBe(401)
  })

  it('waits while KMS is down, and signing in works', async () => {
    const { id, username } = someone()
    const password = await shownOf(id)
    const down = vi.spyOn(KMSClient.prototype, 'send').mockRejectedValue(new Error('down') as never)
    // Keys are kept for five minutes.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 })
    const refused = await reveal(id)
    expect(refused.status).toBe(503)
    expect(refused.body['code']).toBe('temporarily-unavailable')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    const unset = await reset(id, { password: 'Mynydd Mawr 26' })
    expect(unset.body['code']).toBe('temporarily-unavailable')
    expect((await school.signIn(username, password)).status).toBe(201)
    down.mockRestore()
    expect(await shownOf(id)).toBe(password)
  })

  describe('never happens when what is kept was tampered with', () => {
    const keep = async (accountId: string, fields: Record<string, unknown>) => {
      const names = Object.keys(fields)
      await tables.db.send(
        new UpdateCommand({
          TableName: tables.table('PasswordCiphertexts'),
          Key: { accountId },
          UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`)}`,
          ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(names.map((name) => [`:${name}`, fields[name]])),
        }),
      )
    }
    const keptOf = async (accountId: string) => {
      const { Item } = await tables.db.send(
        new GetCommand({ TableName: tables.table('PasswordCiphertexts'), Key: { accountId } }),
      )
      return { sealed: String(Item?.['sealed']), version: Number(Item?.['version']) }
    }
    const flipped = (sealed: string, part: number): string =>
      sealed
        .split('|')
        .map((text, place) => (place === part ? (text.startsWith('A') ? 'B' : 'A') + text.slice(1) : text))
        .join('|')
    const expectNothingShown = async (id: string, password: string, code = 'internal-error') => {
      const { body } = await reveal(id)
      expect(body['code']).toBe(code)
      expect(JSON.stringify(body)).not.toContain(password)
    }

    it.each([
      ['key', 1],
      ['nonce', 2],
      ['ciphertext', 3],
      ['tag', 4],
    ])('the %s altered', async (_, part) => {
      const { id } = someone()
      const password = await shownOf(id)
      await keep(id, { sealed: flipped((await keptOf(id)).sealed, part) })
      await expectNothingShown(id, password)
    })

    it('the tag cut short', async () => {
      const { id } = someone()
      const password = await shownOf(id)
      const parts = (await keptOf(id)).sealed.split('|')
      await keep(id, { sealed: [...parts.slice(0, 4), (parts[4] ?? '').slice(0, 6)].join('|') })
      await expectNothingShown(id, password)
    })

    it('somebody else’s put in its place, or their own of another version', async () => {
      const [{ id }, other] = [someone(), someone()]
      const before = await keptOf(id)
      await keep(id, { sealed: (await keptOf(other.id)).sealed })
      await expectNothingShown(id, await shownOf(other.id))
      await keep(id, { sealed: before.sealed, version: before.version + 1 })
      await expectNothingShown(id, 'Hen Gyfrinair', 'conflict')
    })
  })
})

describe('resetting one password', () => {
  it('to a chosen one: it signs in, the old one and its sessions don’t, and the version grows', async () => {
    const { id, username, version } = someone()
    const old = await shownOf(id)
    const session = String((await school.signIn(username, old)).body['token'])
    const { status, headers, body } = await reset(id, { password: 'Mynydd Mawr 26' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id, version: version + 1, passwordStatus: 'available' })
    expect(headers.get('etag')).toBe(`"${version + 1}"`)
    expect(JSON.stringify(body)).not.toContain('Mynydd')
    expect((await school.send('GET', '/v1/me', { token: session })).status).toBe(401)
    expect((await school.signIn(username, old)).status).toBe(401)
    expect((await school.signIn(username, 'Mynydd Mawr 26')).status).toBe(201)
    const shown = await reveal(id)
    const mine = school.allwedd.demo.signIns.find(({ role }) => role === 'staff')
    expect(shown.body).toEqual({ password: 'Mynydd Mawr 26', setAt: body['passwordSetAt'], setBy: mine?.username })
  })

  it('is on record once, without the password', async () => {
    const { id } = someone()
    await reset(id, { password: 'Mynydd Mawr 26' })
    const events = (await tables.events(school.schoolId, 'password-reset')).filter((event) => event['learnerId'] === id)
    expect(events).toMatchObject([{ details: { generated: false } }])
    expect(JSON.stringify(events)).not.toContain('Mynydd')
  })

  it.each([
    ['en', [englishWords]],
    ['cy', [welshWords]],
    ['either', [englishWords, welshWords]],
    [undefined, [englishWords, welshWords]],
  ] as const)('to a generated one in %s', async (language, lists) => {
    const { id, username } = someone()
    expect((await reset(id, { generate: true, language })).status).toBe(200)
    const password = await shownOf(id)
    const [, first = '', second = ''] = /^([A-Z][a-z]+)([A-Z][a-z]+)[2-9]{2}$/.exec(password) ?? []
    const words = [first, second].map((word) => word.toLowerCase())
    expect(lists.some((list) => words.every((word) => list.includes(word)))).toBe(true)
    expect((await school.signIn(username, password)).status).toBe(201)
  })

  it('gives a password to who never had one', async () => {
    const [learner] = await learnersBy('passwordStatus=not-available&status=active')
    if (!learner) throw new Error('The demo has nobody without a password')
    await reset(learner.id, { generate: true })
    expect((await school.signIn(learner.username, await shownOf(learner.id))).status).toBe(201)
  })

  it.each([
    ['both ways', { password: 'Mynydd Mawr 26', generate: true }, ['']],
    ['neither way', {}, ['']],
    ['a language with a chosen one', { password: 'Mynydd Mawr 26', language: 'cy' }, ['/language']],
    ['generate: false', { generate: false }, ['/generate']],
    ['another language and an unknown field', { generate: true, language: 'fr', size: 3 }, ['/language', '/size']],
    ['an empty password', { password: '' }, ['/password']],
    ['half a character', { password: 'Mynydd Mawr 26 \ud83d' }, ['/password']],
    ['far too long a one', { password: `Aa1${'x'.repeat(1022)}` }, ['/password']],
    ['no object', ['Mynydd Mawr 26'], ['']],
  ])('refuses %s', async (_, body, pointers) => {
    const [{ id, version } = { id: '', version: 0 }] = available
    const refused = await reset(id, body)
    expect(refused.status).toBe(400)
    expect(refused.body['code']).toBe('invalid-request')
    const told = (refused.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer)
    expect(told.toSorted()).toEqual(pointers)
    expect((await school.send('GET', `${at}/learners/${id}`, { token: staff })).body['version']).toBe(version)
  })

  it.each<[string, (username: string) => string, PolicyRule[]]>([
    ['three rules at once', () => 'aaaaaaa', ['too-short', 'no-upper-case', 'no-digit']],
    ['three others', () => 'PASSWORD', ['no-lower-case', 'no-digit', 'common']],
    ['a common one', () => 'Password1', ['common']],
    ['the username', (username) => `${username}2026`, ['username']],
    ['a part of the school’s name', () => 'GlanAllwedd26', ['school-name']],
    ['its name in the other language', () => 'Ysgol Uwchradd Glan Allwedd 1', ['school-name']],
    ['a season and a year', () => 'Gwanwyn2026', ['season-and-year']],
    ['129 characters', () => `Aa1${'é'.repeat(126)}`, ['too-long']],
    ['seven characters and an accent of its own', () => 'Llwy\u0302b1x', ['too-short']],
  ])('tells every rule that is broken: %s', async (_, passwordFor, rules) => {
    const [{ id, username } = { id: '', username: '' }] = available
    const { status, body } = await reset(id, { password: passwordFor(username) }, { 'accept-language': 'cy' })
    expect({ status, code: body['code'] }).toEqual({ status: 400, code: 'password-policy' })
    expect(body['errors']).toEqual(rules.map((rule) => ({ pointer: '/password', message: policyMessages[rule].cy })))
  })

  it('takes 128 characters, whatever they take in bytes', async () => {
    const { id, username } = someone()
    const password = `Aa1${'🎉'.repeat(125)}`
    expect((await reset(id, { password })).status).toBe(200)
    expect((await school.signIn(username, password)).status).toBe(201)
  })

  it('compares in NFC', async () => {
    const { id, username } = someone()
    await reset(id, { password: 'Llŷr Mawr 26'.normalize('NFD') })
    expect((await school.signIn(username, 'Llŷr Mawr 26'.normalize('NFC'))).status).toBe(201)
    expect((await school.signIn(username, 'Llŷr Mawr 26'.normalize('NFD'))).status).toBe(201)
    expect((await school.signIn(username, 'Llyr Mawr 26')).status).toBe(401)
    expect((await shownOf(id)).normalize('NFC')).toBe('Llŷr Mawr 26'.normalize('NFC'))
  })

  it('may be done for a deactivated learner, who still can’t sign in until they are reactivated', async () => {
    const { id, username } = someone()
    await school.send('POST', `${at}/learners/${id}/deactivate`, { token: staff })
    expect((await reset(id, { password: 'Mynydd Mawr 26' })).body).toMatchObject({ status: 'deactivated' })
    expect((await school.signIn(username, 'Mynydd Mawr 26')).body['code']).toBe('sign-in-failed')
    await school.send('POST', `${at}/learners/${id}/reactivate`, { token: staff })
    expect((await school.signIn(username, 'Mynydd Mawr 26')).status).toBe(201)
  })

  it('many times at once leaves one password, which signs in', async () => {
    const { id, username, version } = someone()
    const replies = await Promise.all(Array.from({ length: 3 }, () => reset(id, { generate: true })))
    const done = replies.filter(({ status }) => status === 200)
    expect(done.length).toBeGreaterThan(0)
    expect(replies.every(({ status, body }) => status === 200 || body['code'] === 'conflict')).toBe(true)
    const after = await school.send('GET', `${at}/learners/${id}`, { token: staff })
    expect(after.body['version']).toBe(version + done.length)
    expect((await school.signIn(username, await shownOf(id))).status).toBe(201)
  })

  it('is not for learners, and not for nobody', async () => {
    const { id, username } = someone()
    const token = String((await school.signIn(username, await shownOf(id))).body['token'])
    const path = `${at}/learners/${id}/password`
    expect((await school.send('PUT', path, { token, body: { generate: true } })).status).toBe(403)
    expect((await school.send('PUT', path, { body: { generate: true } })).status).toBe(401)
    expect((await reset('0000000000000000', { generate: true })).status).toBe(404)
  })
})

describe('suggestions', () => {
  const suggest = (body?: unknown) => school.send('POST', '/v1/password-suggestions', { token: staff, body })

  it('are one, unless more are asked for; all different, valid, and kept nowhere on the way', async () => {
    expect((await suggest()).body['passwords']).toHaveLength(1)
    const { status, headers, body } = await suggest({ count: 20, language: 'cy' })
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    const passwords = body['passwords'] as string[]
    expect(new Set(passwords).size).toBe(20)
    for (const password of passwords) expect(brokenRules(password, { username: '', schoolNames: [] })).toEqual([])
  })

  it.each([0, 21, 1.5, '3', null])('are not given %j at a time', async (count) => {
    const { status, body } = await suggest({ count })
    expect(status).toBe(400)
    expect(body['errors']).toMatchObject([{ pointer: '/count' }])
  })

  it('come in the languages there are', async () => {
    expect((await suggest({ language: 'de' })).body['errors']).toMatchObject([{ pointer: '/language' }])
  })
})
