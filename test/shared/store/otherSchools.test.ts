import { describe, expect, it } from 'vitest'
import { deactivated, withDisplayName } from '../../../shared/domain/learnerStates.ts'
import { backends, type Stores } from '../../support/backends.ts'
import { accountOf, aLearner, aSchool } from '../../support/builders.ts'
import { anEvent, now } from './enrolled.ts'

const [school, other] = [aSchool(), aSchool({ id: '6812002' })]
const password = { hash: 'hash 2', sealed: 'sealed 2', setBy: 'ReesM' }

/** Joe Bloggs at two schools, or of the first one a leaver who went on to the second. */
const atTwoSchools = async (open: () => Promise<Stores>, { left = false } = {}) => {
  const stores = await open()
  const there = aLearner({ yearGroup: '8', otherSchoolIds: left ? [] : [school.id], version: 4 })
  const here = aLearner({ leaver: left, leavingDate: left ? '2026-10-30' : null, otherSchoolIds: [other.id] })
  const account = { ...accountOf(there, other), schoolIds: left ? [other.id] : [school.id, other.id] }
  await stores.newAccounts.create({ account, learner: { schoolId: other.id, learner: there } })
  await stores.putLearner(school.id, here)
  return { ...stores, here, there, account }
}

describe.each(backends)('changes of a learner at two schools %s', (_, open) => {
  it('show at both: names, state and password', async () => {
    const { accounts, changesOf, here, learnersOf, there } = await atTwoSchools(open)
    const after = deactivated(withDisplayName(here, 'Sioned', 'Llŷr'), 'by-hand')
    const account = { forename: 'Sioned', surname: 'Llŷr', status: 'deactivated', endSessions: true } as const
    expect(await changesOf(school).apply({ before: here, after, account, event: anEvent() })).toBe('applied')
    const names = { forename: 'Sioned', surname: 'Llŷr', status: 'deactivated', deactivatedReason: 'by-hand' }
    const changed = { ...there, ...names, version: 5 }
    expect(await learnersOf(other).get(here.id)).toEqual(changed)
    expect((await accounts.get(here.id))?.epoch).toBe(2)
    const issued = { passwordStatus: 'available', passwordSetAt: now.toISOString(), passwordVersion: 1 } as const
    const reset = { before: after, after: { ...after, ...issued, version: 4 }, password, event: anEvent() }
    expect(await changesOf(school).apply({ ...reset, account: { endSessions: true } })).toBe('applied')
    expect(await learnersOf(other).get(here.id)).toEqual({ ...changed, ...issued, version: 6 })
    expect(await learnersOf(other).everyone({ kind: 'year-group', id: '8' })).toHaveLength(1)
  })

  it('leave the other school alone when they are about this one', async () => {
    const { changesOf, here, learnersOf, there } = await atTwoSchools(open)
    const after = { ...here, registrationGroup: '7B', version: 2 }
    expect(await changesOf(school).apply({ before: here, after, event: anEvent() })).toBe('applied')
    expect(await learnersOf(other).get(here.id)).toEqual(there)
  })

  it('can no longer reach the account, nor the other school, once the learner has left', async () => {
    const { changesOf, everything, here, learnersOf, there } = await atTwoSchools(open, { left: true })
    const kept = await everything()
    const after = withDisplayName(here, 'Jo', 'Bloggs')
    const change = { before: here, after, account: { forename: 'Jo' }, event: anEvent() }
    expect(await changesOf(school).apply(change)).toBe('elsewhere')
    expect(await changesOf(school).apply({ ...change, password })).toBe('elsewhere')
    expect(await everything()).toEqual(kept)
    const legal = { before: here, after: { ...here, legalForename: 'Joseph', version: 2 }, event: anEvent() }
    expect(await changesOf(school).apply(legal)).toBe('applied')
    expect(await learnersOf(other).get(here.id)).toEqual(there)
  })
})
