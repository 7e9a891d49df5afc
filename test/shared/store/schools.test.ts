import { describe, expect, it } from 'vitest'
import { backends } from '../../support/backends.ts'
import { aSchool } from '../../support/builders.ts'

describe.each(backends)('schools %s', (_, open) => {
  it('are made once, and found by id and by authority in the order of ids', async () => {
    const { schools } = await open()
    const made = ['6814003', '6814001', '6814002'].map((id) => aSchool({ id }))
    for (const school of made) expect(await schools.create(school)).toBe(true)
    await schools.create(aSchool({ id: '6604001', authorityId: '660' }))
    expect(await schools.create(aSchool({ id: '6814001', authorityId: '660' }))).toBe(false)

    expect(await schools.get('6814001')).toEqual(aSchool())
    expect(await schools.get('6814009')).toBeNull()
    const idsOf = (found: { id: string }[]) => found.map(({ id }) => id)
    expect(idsOf(await schools.getMany(['6814003', '6814009', '6814001']))).toEqual(['6814001', '6814003'])
    expect(await schools.getMany([])).toEqual([])
    expect(idsOf(await schools.ofAuthority('681', 2, undefined))).toEqual(['6814001', '6814002'])
    expect(idsOf(await schools.ofAuthority('681', 2, '6814002'))).toEqual(['6814003'])
    expect(idsOf(await schools.ofAuthority('660', 9, undefined))).toEqual(['6604001'])
    expect(await schools.ofAuthority('681', 2, '6814003')).toEqual([])
  })

  it('are found however many there are', async () => {
    const { schools } = await open()
    const ids = Array.from({ length: 120 }, (_, number) => String(6_814_000 + number))
    await Promise.all(ids.map((id) => schools.create(aSchool({ id }))))
    expect((await schools.getMany(ids.toReversed())).map(({ id }) => id)).toEqual(ids)
    expect(await schools.ofAuthority('681', 101, undefined)).toHaveLength(101)
  })
})
