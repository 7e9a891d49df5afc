import { describe, expect, it } from 'vitest'
import { usernameRecord } from '../../../shared/store/accounts.ts'
import { backends } from '../../support/backends.ts'
import { aLearner, anAccount, aSchool } from '../../support/builders.ts'

const event = {
  action: 'signed-in',
  learnerId: null,
  details: {},
  actor: { id: 'a', username: 'A' },
  at: new Date('2026-11-02T09:00:00Z'),
  requestId: 'r',
  sourceIp: null,
} as const

describe.each(backends)('accounts %s', (_, open) => {
  it('are found by id, and by username in whatever case', async () => {
    const { accounts, newAccounts } = await open()
    const account = anAccount()
    expect(await newAccounts.create({ account })).toBe('created')
    expect(await accounts.get(account.id)).toEqual(account)
    for (const typed of ['ReesM', 'reesm', 'REESM']) expect(await accounts.byUsername(typed)).toEqual(account)
    expect(await accounts.get('nobody')).toBeNull()
    expect(await accounts.byUsername('ReesM2')).toBeNull()
  })

  it('are no longer found by a username that was replaced, which stays taken', async () => {
    const { accounts, changesOf, newAccounts } = await open()
    const school = aSchool()
    const before = aLearner()
    await newAccounts.create({
      account: anAccount({ id: before.id, username: 'BloggsJ' }),
      learner: { schoolId: school.id, learner: before },
    })
    const after = { ...before, username: 'JonesJ', version: 2 }
    const account = { username: 'JonesJ' }
    expect(await changesOf(school).apply({ before, after, account, event })).toBe('applied')
    expect(await accounts.byUsername('bloggsj')).toBeNull()
    expect((await accounts.byUsername('jonesj'))?.id).toBe(before.id)
    const newcomer = anAccount({ forename: 'Jo', surname: 'Bloggs', username: 'bloggsJ' })
    expect(await newAccounts.create({ account: newcomer })).toBe('taken')
  })
})

describe.each(backends)('new accounts %s', (_, open) => {
  const school = aSchool()
  const learner = aLearner({
    upn: 'B801200005001',
    teachingClasses: ['7A/Ma1', '7A/Cy2'],
    passwordStatus: 'available',
    passwordSetAt: '2026-11-02T09:00:00.000Z',
    passwordVersion: 1,
  })
  const account = anAccount({ id: learner.id, username: learner.username, role: 'secondary-learner' })
  const password = { hash: 'hash', sealed: 'sealed', setBy: 'ReesM' }
  const whole = {
    account,
    hash: 'hash',
    learner: { schoolId: school.id, learner, password },
    event: { schoolId: school.id, event },
  }

  it('come with all that belongs to them', async () => {
    const { accounts, ciphertexts, eventsOf, hashes, learnersOf, newAccounts } = await open()
    expect(await newAccounts.create(whole)).toBe('created')
    expect(await accounts.get(learner.id)).toEqual(account)
    expect(await learnersOf(school).get(learner.id)).toEqual(learner)
    for (const id of learner.teachingClasses) {
      expect(await learnersOf(school).everyone({ kind: 'teaching-class', id })).toEqual([learner])
    }
    expect(await hashes.get(learner.id)).toEqual({ hash: 'hash', version: 1 })
    expect(await ciphertexts.get(learner.id)).toEqual({
      accountId: learner.id,
      sealed: 'sealed',
      version: 1,
      schoolId: school.id,
      setBy: 'ReesM',
      setAt: '2026-11-02T09:00:00.000Z',
    })
    expect(await eventsOf(school.id)).toEqual([{ action: 'signed-in', learnerId: null, details: {} }])
  })

  it.each([
    ['an id', { account: { ...account, username: 'Other' }, learner: undefined }],
    ['a username', { account: { ...account, id: 'other', username: 'BLOGGSJ' }, learner: undefined }],
    [
      'a UPN',
      {
        account: { ...account, id: 'other', username: 'Other' },
        learner: { schoolId: '6814002', learner: { ...learner, id: 'other' } },
      },
    ],
  ])('are refused whole when %s is taken', async (_what, { account: other, learner: place }) => {
    const { everything, newAccounts } = await open()
    await newAccounts.create(whole)
    const before = await everything()
    expect(await newAccounts.create({ account: other, hash: 'h', ...(place && { learner: place }) })).toBe('taken')
    expect(await everything()).toEqual(before)
  })
})

describe.each(backends)('usernames %s', (_, open) => {
  it('are numbered from one counter for each stem, whatever its case', async () => {
    const { usernames } = await open()
    expect(await usernames.next('BloggsJ')).toBe('BloggsJ')
    expect(await usernames.next('Bloggsj')).toBe('Bloggsj2')
    expect(await usernames.next('ReesM')).toBe('ReesM')
    const issued = await Promise.all(Array.from({ length: 20 }, () => usernames.next('BloggsJ')))
    expect(new Set(issued).size).toBe(20)
    expect(await usernames.next('BloggsJ')).toBe('BloggsJ23')
  })
})

describe('usernameRecord', () => {
  it('names nobody, and is the same in every case', () => {
    expect(usernameRecord('BloggsJ')).toEqual(usernameRecord('bloggsj'))
    expect(usernameRecord('BloggsJ').key).toMatch(/^name#[\w-]{43}$/)
    expect(usernameRecord('BloggsJ')).not.toEqual(usernameRecord('BloggsJ2'))
  })
})
