import { describe, expect, it } from 'vitest'
import { backends } from '../../support/backends.ts'
import { enrolled } from './enrolled.ts'

describe.each(backends)('password ciphertexts %s', (_, open) => {
  it('are read one by one and many at once', async () => {
    const { account, before, ciphertexts, newAccounts, school } = await enrolled(open)
    const ids = Array.from({ length: 110 }, (_, number) => String(number).padStart(16, '0'))
    const password = { hash: 'h', sealed: 's', setBy: 'ReesM' }
    await Promise.all(
      ids.map((id) =>
        newAccounts.create({
          account: { ...account, id, username: id },
          learner: { schoolId: school.id, learner: { ...before, id }, password },
        }),
      ),
    )
    expect(await ciphertexts.get(account.id)).toMatchObject({ sealed: 'sealed 1', version: 1, schoolId: school.id })
    expect(await ciphertexts.get('nobody')).toBeNull()
    const found = await ciphertexts.getMany([...ids, 'nobody'])
    expect(found.map(({ accountId }) => accountId).toSorted()).toEqual(ids)
    expect(await ciphertexts.getMany([])).toEqual([])
  })
})
