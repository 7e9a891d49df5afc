import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Secret } from '../../../shared/domain/secret.ts'
import { passwordSealer } from '../../../shared/store/passwordSealer.ts'
import { memoryDataKeys } from '../../support/world/passwords.ts'
import { emptyState } from '../../support/world/state.ts'

const sealer = passwordSealer(memoryDataKeys(emptyState()))
const sealedFor = { schoolId: '6814001', learnerId: 'bloggsjoe0000000', passwordVersion: 3 }

/** The seal with one of its parts replaced: format, key, iv, ciphertext, tag. */
const withPart = (sealed: string, place: number, part: string) => sealed.split('|').with(place, part).join('|')

const flipped = (part = '') => {
  const bytes = Buffer.from(part, 'base64url')
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return bytes.toString('base64url')
}

describe('passwordSealer', () => {
  it('opens what it sealed, whatever the password', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 128 }), async (password) => {
        const sealed = await sealer.seal(sealedFor, new Secret(password))
        expect((await sealer.open(sealedFor, sealed)).reveal()).toBe(password)
      }),
    )
  })

  it('seals in the form v1|keyId|iv|ciphertext|tag, differently each time', async () => {
    const seal = () => sealer.seal(sealedFor, new Secret('Draig4Coch'))
    const [one, other] = [await seal(), await seal()]
    expect(one).toMatch(/^v1\|key-of-6814001\|[\w-]{16}\|[\w-]{14}\|[\w-]{22}$/)
    expect(one).not.toContain('Draig4Coch')
    expect(other.split('|')[2]).not.toBe(one.split('|')[2])
  })

  it.each([
    ['another school', { ...sealedFor, schoolId: '6814002' }],
    ['another learner', { ...sealedFor, learnerId: 'evanssian0000000' }],
    ['another of their passwords', { ...sealedFor, passwordVersion: 2 }],
  ])('opens nothing for %s', async (_whom, other) => {
    const sealed = await sealer.seal(sealedFor, new Secret('Draig4Coch'))
    await expect(sealer.open(other, sealed)).rejects.toThrow()
    const ofTheirKey = withPart(sealed, 1, `key-of-${other.schoolId}`)
    await expect(sealer.open(other, ofTheirKey)).rejects.toThrow('unable to authenticate')
  })

  it('opens nothing for another school, even if the two had one key', async () => {
    const key = async () => ({ id: 'key', bytes: Buffer.alloc(32, 1) })
    const withOneKey = passwordSealer({ newest: key, get: key })
    const sealed = await withOneKey.seal(sealedFor, new Secret('Draig4Coch'))
    expect((await withOneKey.open(sealedFor, sealed)).reveal()).toBe('Draig4Coch')
    await expect(withOneKey.open({ ...sealedFor, schoolId: '6814002' }, sealed)).rejects.toThrow(
      'unable to authenticate',
    )
  })

  it('opens nothing that was altered', async () => {
    const sealed = await sealer.seal(sealedFor, new Secret('Draig4Coch'))
    for (const place of [2, 3, 4]) {
      const altered = withPart(sealed, place, flipped(sealed.split('|')[place]))
      await expect(sealer.open(sealedFor, altered)).rejects.toThrow('unable to authenticate')
    }
  })

  it.each([4, 8, 12, 15])(
    'refuses a tag of only %i bytes, though it is the beginning of the right one',
    async (bytes) => {
      const sealed = await sealer.seal(sealedFor, new Secret('Draig4Coch'))
      const tag = Buffer.from(sealed.split('|')[4] ?? '', 'base64url')
      const short = withPart(sealed, 4, tag.subarray(0, bytes).toString('base64url'))
      await expect(sealer.open(sealedFor, short)).rejects.toThrow('Invalid authentication tag length')
    },
  )

  it('refuses another form', async () => {
    const sealed = await sealer.seal(sealedFor, new Secret('Draig4Coch'))
    for (const other of ['', 'v1', 'v1|key', withPart(sealed, 0, 'v2'), withPart(sealed, 1, ''), `${sealed}|more`]) {
      await expect(sealer.open(sealedFor, other)).rejects.toThrow('has another form')
    }
  })
})
