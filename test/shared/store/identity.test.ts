import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { BatchGetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../../shared/domain/secret.ts'
import type { Db } from '../../../shared/store/dynamo.ts'
import { hashOfSecret, identityStore, newSession, readToken } from '../../../shared/store/identity.ts'
import { backends } from '../../support/backends.ts'
import { aLearner, anAccount, aSchool } from '../../support/builders.ts'
import { hours, minutes, seconds } from '../../support/world/clock.ts'
import { mockedDb } from './mockedDb.ts'

const now = new Date('2026-11-02T09:00:00.000Z')
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds)

const event = {
  action: 'learner-deactivated',
  learnerId: null,
  details: {},
  actor: { id: 'a', username: 'A' },
  at: now,
  requestId: 'r',
  sourceIp: null,
} as const

describe.each(backends)('sessions %s', (_, open) => {
  const signedIn = async (account = anAccount()) => {
    const stores = await open()
    await stores.schools.create(aSchool())
    await stores.newAccounts.create({ account })
    return { ...stores, account, ...(await stores.sessions.open(account, now)) }
  }

  it('tell who asks, and the school of the path', async () => {
    const { identity, token, account, session } = await signedIn()
    expect(await identity.identify(token, aSchool().id, now)).toEqual({
      principal: { account, session },
      school: aSchool(),
    })
    expect(await identity.identify(token, undefined, now)).toMatchObject({ school: null })
    expect(await identity.identify(token, '6814999', now)).toMatchObject({ school: null })
  })

  it('keep of the token only the hash of its secret', async () => {
    const { everything, token } = await signedIn()
    const [, secret = ''] = token.reveal().split('.')
    expect(secret).toHaveLength(43)
    const kept = JSON.stringify(await everything(), (_key, value) => (value instanceof Map ? [...value] : value))
    expect(kept).toContain(hashOfSecret(secret))
    expect(kept).not.toContain(secret)
  })

  it('end when nobody touches them, and last on while somebody does', async () => {
    const { identity, token } = await signedIn()
    expect(await identity.identify(token, undefined, later(29 * minutes))).not.toBeNull()
    expect(await identity.identify(token, undefined, later(58 * minutes))).not.toBeNull()
    expect(await identity.identify(token, undefined, later(88 * minutes))).toBeNull()
  })

  it('of learners last an hour untouched', async () => {
    const { identity, token } = await signedIn(anAccount({ role: 'secondary-learner' }))
    expect(await identity.identify(token, undefined, later(59 * minutes))).not.toBeNull()
    expect(await identity.identify(token, undefined, later(2 * hours))).toBeNull()
  })

  it('are not written to by every request', async () => {
    const { everything, identity, token } = await signedIn()
    const before = await everything()
    await identity.identify(token, undefined, later(59 * seconds))
    expect(await everything()).toEqual(before)
    await identity.identify(token, undefined, later(61 * seconds))
    expect(await everything()).not.toEqual(before)
  })

  it('end after twelve hours, however busy they are', async () => {
    const { identity, token } = await signedIn()
    for (let at = 0; at < 12 * hours; at += 25 * minutes) {
      expect(await identity.identify(token, undefined, later(at))).not.toBeNull()
    }
    expect(await identity.identify(token, undefined, later(12 * hours))).toBeNull()
  })

  it('end when they are closed, and no other with them', async () => {
    const { account, identity, session, sessions, token } = await signedIn()
    const other = await sessions.open(account, now)
    await sessions.close(session)
    await sessions.close(session)
    expect(await identity.identify(token, undefined, now)).toBeNull()
    expect(await identity.identify(other.token, undefined, now)).not.toBeNull()
  })

  it.each([
    ['deactivates the account', { status: 'deactivated' }],
    ['raises its epoch', { endSessions: true }],
  ] as const)('are dead at once when a change %s', async (_what, change) => {
    const school = aSchool()
    const learner = aLearner()
    const account = anAccount({ id: learner.id, username: learner.username })
    const { changesOf, identity, newAccounts, sessions } = await open()
    await newAccounts.create({ account, learner: { schoolId: school.id, learner } })
    const { token } = await sessions.open(account, now)
    expect(await identity.identify(token, undefined, now)).not.toBeNull()
    const changed = { before: learner, after: { ...learner, version: 2 }, account: change, event }
    expect(await changesOf(school).apply(changed)).toBe('applied')
    expect(await identity.identify(token, undefined, now)).toBeNull()
  })

  it('are not opened by what only looks like a token', async () => {
    const { account, identity, session, token } = await signedIn()
    const [id, secret = ''] = token.reveal().split('.')
    const forgeries = [
      '',
      '.',
      `${id}.`,
      `.${secret}`,
      secret,
      `${id}.${secret}.`,
      `${id}.${secret}x`,
      `${id}.${secret.slice(1)}`,
      `${id}.${secret.slice(1)}${secret.at(0) === 'A' ? 'B' : 'A'}`,
      `${id}.${session.secretHash}`,
      `other${account.id}.${secret}`,
      `${'x'.repeat(65)}.${secret}`,
    ]
    for (const forged of forgeries) expect(await identity.identify(new Secret(forged), undefined, now)).toBeNull()
  })
})

describe('a busy database', () => {
  const account = anAccount()
  const token = new Secret(`${account.id}.${'x'.repeat(43)}`)
  const { session } = newSession(account, now)
  const found = { Sessions: [session], Accounts: [account] }
  const identify = (db: Db) =>
    identityStore(db, { sessions: 'Sessions', accounts: 'Accounts', schools: 'Schools' }).identify(
      token,
      undefined,
      later(10 * minutes),
    )

  it('signs nobody out because a part was left unread', async () => {
    const { db, mock } = mockedDb()
    const left = { Sessions: { Keys: [{ accountId: account.id, secretHash: session.secretHash }] } }
    mock
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { Accounts: [account] }, UnprocessedKeys: left })
      .resolves({ Responses: { Sessions: [session] } })
    expect(await identify(db)).toMatchObject({ principal: { account } })
  })

  it.each([
    new TransactionConflictException({ message: 'being changed', $metadata: {} }),
    new ConditionalCheckFailedException({ message: 'signed out', $metadata: {} }),
  ])('answers though the session cannot be touched: $name', async (error) => {
    const { db, mock } = mockedDb()
    mock.on(BatchGetCommand).resolves({ Responses: found })
    mock.on(UpdateCommand).rejects(error)
    expect(await identify(db)).toMatchObject({ principal: { account } })
    expect(mock.commandCalls(UpdateCommand)).toHaveLength(1)
  })
})

describe('readToken', () => {
  it('asks the tables for nothing that cannot be a token', () => {
    expect(readToken(new Secret(`a.${'x'.repeat(43)}`))).toEqual({
      accountId: 'a',
      secretHash: hashOfSecret('x'.repeat(43)),
    })
    expect(readToken(new Secret(`a.${'x'.repeat(44)}`))).toBeNull()
  })
})
