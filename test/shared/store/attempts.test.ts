import { describe, expect, it } from 'vitest'
import { unknownPerAddress } from '../../../shared/store/attempts.ts'
import { backends } from '../../support/backends.ts'

const start = Date.parse('2026-11-02T09:00:00.000Z')
const at = (seconds: number) => new Date(start + seconds * 1000)

describe.each(backends)('attempts %s', (_, open) => {
  it('are free four times; the fifth starts a wait that doubles up to a quarter of an hour', async () => {
    const { attempts } = await open()
    let second = 0
    const waits: number[] = []
    for (let attempt = 1; attempt <= 18; attempt++) {
      expect(await attempts.reserve('bloggsj', at(second))).toEqual({ allowed: true })
      const next = await attempts.reserve('reesm', at(second))
      if (attempt <= 4) expect(next).toEqual({ allowed: true })
      if (attempt < 5) continue
      const refused = await attempts.reserve('bloggsj', at(second))
      const wait = refused.allowed ? 0 : refused.retryAfter
      waits.push(wait)
      expect(await attempts.reserve('bloggsj', at(second + wait - 0.001))).toEqual({ allowed: false, retryAfter: 1 })
      second += wait
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900])
  })

  it('are forgotten after the right password', async () => {
    const { attempts } = await open()
    for (let attempt = 0; attempt < 5; attempt++) await attempts.reserve('bloggsj', at(0))
    expect(await attempts.reserve('bloggsj', at(0))).toMatchObject({ allowed: false })
    await attempts.clear('bloggsj')
    for (let attempt = 0; attempt < 5; attempt++) {
      expect(await attempts.reserve('bloggsj', at(0))).toEqual({ allowed: true })
    }
    expect(await attempts.reserve('bloggsj', at(0))).toEqual({ allowed: false, retryAfter: 1 })
  })

  it('made all at once do not slip past the limit', async () => {
    const { attempts } = await open()
    const guesses = await Promise.all(Array.from({ length: 50 }, () => attempts.reserve('bloggsj', at(0))))
    expect(guesses.filter(({ allowed }) => allowed).length).toBe(5)
    expect(guesses.filter((guess) => !guess.allowed && guess.retryAfter < 1)).toEqual([])
  })

  it('of an address with unknown names are counted by different names, for five minutes', async () => {
    const { attempts } = await open()
    const tries = (address: string, name: string, second: number) => attempts.reserveUnknown(address, name, at(second))
    for (let name = 0; name < unknownPerAddress; name++) {
      expect(await tries('192.0.2.1', `nobody${name}`, 0)).toBe(true)
      expect(await tries('192.0.2.1', `nobody${name}`, 1)).toBe(true)
    }
    expect(await tries('192.0.2.1', 'nobody50', 299)).toBe(false)
    expect(await tries('192.0.2.1', 'nobody7', 299)).toBe(true)
    expect(await tries('192.0.2.2', 'nobody50', 299)).toBe(true)
    expect(await tries('192.0.2.1', 'nobody50', 300)).toBe(true)
  })

  it('of an address made all at once do not slip past the limit either', async () => {
    const { attempts } = await open()
    const tries = Array.from({ length: 80 }, (_, name) => attempts.reserveUnknown('192.0.2.1', `nobody${name}`, at(0)))
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(unknownPerAddress)
  })
})
