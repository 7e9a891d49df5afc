import { describe, expect, it } from 'vitest'
import { backends } from '../../support/backends.ts'

describe.each(backends)('prints %s', (_, open) => {
  it('are found at the school that made them, and nowhere else', async () => {
    const { prints } = await open()
    const ids = Array.from({ length: 2500 }, (_, number) => String(number).padStart(16, '0'))
    const print = {
      id: 'print00000000000',
      learnerIds: ids,
      passwordsShownOf: ids.slice(1),
      pages: 313,
      fileUntil: '2026-11-02T09:45:00.000Z',
    }
    await prints('6814001').put(print)
    expect(await prints('6814001').get(print.id)).toEqual(print)
    expect(await prints('6814002').get(print.id)).toBeNull()
    expect(await prints('6814001').get('other00000000000')).toBeNull()
  })
})
