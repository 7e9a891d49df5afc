import { describe, expect, it } from 'vitest'
import { withDisplayName, withOwnPassword } from '../../../shared/domain/learnerStates.ts'
import { backends, type Stores } from '../../support/backends.ts'
import { anAccount } from '../../support/builders.ts'
import { anEvent, enrolled, now } from './enrolled.ts'

const signedIn = async (open: () => Promise<Stores>) => {
  const all = await enrolled(open)
  const { account, before, school, sessions } = all
  const [here, elsewhere] = [await sessions.open(account, now), await sessions.open(account, now)]
  const change = {
    account,
    session: here.session,
    replaced: { hash: 'hash 1', version: 1 },
    hash: 'own hash',
    places: [{ schoolId: school.id, before, after: withOwnPassword(before, now, 2) }],
    trail: school.id,
    event: anEvent({ action: 'own-password-changed', learnerId: null, details: {} }),
  }
  return { ...all, here, elsewhere, change }
}

describe.each(backends)('own passwords %s', (_, open) => {
  it('of learners are hashed and nothing else, and cannot be shown any more', async () => {
    const { account, before, change, ciphertexts, eventsOf, get, hashes, ownPasswords, school } = await signedIn(open)
    expect(await ownPasswords.change(change)).toBe('changed')
    expect(await hashes.get(account.id)).toEqual({ hash: 'own hash', version: 2 })
    expect(await ciphertexts.get(account.id)).toBeNull()
    expect(await get()).toEqual({
      ...before,
      passwordStatus: 'changed-by-user',
      passwordSetAt: now.toISOString(),
      passwordVersion: 2,
      version: 2,
    })
    expect(await eventsOf(school.id)).toEqual([{ action: 'own-password-changed', learnerId: null, details: {} }])
  })

  it('end every session but the one that asked', async () => {
    const { change, elsewhere, here, identity, ownPasswords } = await signedIn(open)
    await ownPasswords.change(change)
    expect(await identity.identify(elsewhere.token, undefined, now)).toBeNull()
    expect(await identity.identify(here.token, undefined, now)).toMatchObject({
      principal: { account: { epoch: 2 }, session: { epoch: 2 } },
    })
  })

  it('of staff take the place of a one-time password', async () => {
    const { accounts, hashes, newAccounts, ownPasswords, sessions, eventsOf } = await open()
    const account = anAccount({ role: 'local-administrator', passwordChangeRequired: true })
    await newAccounts.create({ account, hash: 'one-time' })
    const { session } = await sessions.open(account, now)
    const replaced = { hash: 'one-time', version: 1 }
    const event = anEvent({ learnerId: null })
    const change = { account, session, replaced, hash: 'own', places: [], trail: 'authority#681', event }
    expect(await ownPasswords.change(change)).toBe('changed')
    expect(await accounts.get(account.id)).toEqual({ ...account, epoch: 2, passwordChangeRequired: false })
    expect(await hashes.get(account.id)).toEqual({ hash: 'own', version: 2 })
    expect(await eventsOf('authority#681')).toHaveLength(1)
  })

  it.each<[string, (stores: Awaited<ReturnType<typeof signedIn>>) => Promise<unknown>]>([
    ['the password', ({ changes, reset }) => changes.apply(reset)],
    [
      'the password, to another of the same version',
      ({ hashes, account }) => hashes.rehash(account.id, { hash: 'hash 1', version: 1 }, 'hash 1 again'),
    ],
    ['the session', ({ sessions, here }) => sessions.close(here.session)],
    [
      'the learner',
      ({ changes, before }) =>
        changes.apply({ before, after: withDisplayName(before, 'Jo', 'Bloggs'), event: anEvent() }),
    ],
    [
      'the account',
      ({ changes, before }) =>
        changes.apply({ before, after: { ...before, version: 2 }, account: { endSessions: true }, event: anEvent() }),
    ],
  ])('are not written when %s has changed meanwhile', async (_what, meanwhile) => {
    const all = await signedIn(open)
    await meanwhile(all)
    const kept = await all.everything()
    expect(await all.ownPasswords.change(all.change)).toBe('stale')
    expect(await all.everything()).toEqual(kept)
  })

  it('set twice at once are set once', async () => {
    const { change, hashes, ownPasswords, account } = await signedIn(open)
    const outcomes = await Promise.all([change, { ...change, hash: 'other' }].map((each) => ownPasswords.change(each)))
    expect(outcomes.toSorted()).toEqual(['changed', 'stale'])
    expect((await hashes.get(account.id))?.hash).toBe(outcomes[0] === 'changed' ? 'own hash' : 'other')
  })
})
