import { describe, expect, it } from 'vitest'
import { cursors } from '../../../shared/store/cursors.ts'

const older = Buffer.alloc(32, 1)
const newer = Buffer.alloc(32, 2)
const cursorsWith = (...keys: Buffer[]) => cursors(async () => keys)
const list = ['learners', '6814001', { sort: 'surname', q: undefined }]
const place = ['bloggs', 'bloggs', 'siân', 'bloggssian000000']
const refused = { code: 'invalid-cursor' }

describe('cursors', () => {
  it('open to the place they were made for, and show nothing of it', async () => {
    const cursor = await cursorsWith(older).seal(list, place)
    expect(await cursorsWith(older).open(list, cursor)).toEqual(place)
    expect(cursor).toMatch(/^[\w-]+$/)
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('bloggs')
    expect(await cursorsWith(older).seal(list, place)).not.toBe(cursor)
  })

  it('are of no use for another list', async () => {
    const cursor = await cursorsWith(older).seal(list, place)
    for (const other of [['learners', '6814002', list[2]], ['learners', '6814001', { sort: '-surname' }], []]) {
      await expect(cursorsWith(older).open(other, cursor)).rejects.toMatchObject(refused)
    }
  })

  it('cannot be altered, in any of their characters', async () => {
    const cursor = await cursorsWith(older).seal(list, place)
    const altered = Array.from(
      cursor,
      (letter, at) => cursor.slice(0, at) + (letter === 'A' ? 'B' : 'A') + cursor.slice(at + 1),
    )
    const others = ['', 'A', `${cursor}A`, `${cursor}=`, ` ${cursor}`, cursor.slice(0, -1), cursor.slice(0, 20)]
    for (const forged of [...altered, ...others]) {
      await expect(cursorsWith(older).open(list, forged)).rejects.toMatchObject(refused)
    }
  })

  it('still open after the key was replaced, while the older one is there', async () => {
    const cursor = await cursorsWith(older).seal(list, place)
    expect(await cursorsWith(newer, older).open(list, cursor)).toEqual(place)
    await expect(cursorsWith(newer).open(list, cursor)).rejects.toMatchObject(refused)
    const fresh = await cursorsWith(newer, older).seal(list, place)
    expect(await cursorsWith(newer).open(list, fresh)).toEqual(place)
  })

  it('fail without a key', async () => {
    await expect(cursorsWith().seal(list, place)).rejects.toThrow('There is no key for cursors')
  })
})
