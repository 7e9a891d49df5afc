import { describe, expect, it } from 'vitest'
import { Secret } from '../../../shared/domain/secret.ts'
import { passwordHasher } from '../../../shared/store/passwordHasher.ts'

const older = Buffer.alloc(32, 1)
const newer = Buffer.alloc(32, 2)
const hasherWith = (...peppers: Buffer[]) => passwordHasher(async () => peppers)
const hasher = hasherWith(older)
const password = new Secret('Draig4Coch')

describe('passwordHasher', () => {
  it('makes argon2id hashes in the PHC form, salted, with the id of the pepper', async () => {
    const [one, other] = await Promise.all([hasher.hash(password), hasher.hash(password)])
    expect(one).toMatch(
      /^\$argon2id\$v=19\$m=19456,t=2,p=1,keyid=[A-Za-z0-9+/]{8}\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/,
    )
    expect(other).not.toBe(one)
    expect(one.split('$')[3]).toBe(other.split('$')[3])
  })

  it('knows the right password from a wrong one', async () => {
    const hash = await hasher.hash(password)
    expect(await hasher.verify(hash, password)).toBe(true)
    expect(await hasher.verify(hash, new Secret('draig4Coch'))).toBe(false)
    expect(await hasher.verify(hash, new Secret(''))).toBe(false)
  })

  it('takes a password typed with separate accents for the same', async () => {
    const hash = await hasher.hash(new Secret('Llŷr1234'.normalize('NFD')))
    expect(await hasher.verify(hash, new Secret('Llŷr1234'.normalize('NFC')))).toBe(true)
    expect(await hasher.verify(hash, new Secret('Llyr1234'))).toBe(false)
  })

  it('verifies under an older pepper, and says that the hash is outdated', async () => {
    const hash = await hasher.hash(password)
    const rotated = hasherWith(newer, older)
    expect(await rotated.verify(hash, password)).toBe(true)
    expect(await rotated.isOutdated(hash)).toBe(true)
    const fresh = await rotated.hash(password)
    expect(await rotated.isOutdated(fresh)).toBe(false)
    expect(await rotated.verify(fresh, password)).toBe(true)
    expect(await hasher.isOutdated(hash)).toBe(false)
  })

  it('says that hashes with other parameters are outdated', async () => {
    const hash = await hasher.hash(password)
    expect(await hasher.isOutdated(hash.replace('t=2', 't=1'))).toBe(true)
  })

  it('fails on a hash whose pepper is gone, or of another form, rather than say that a password is wrong', async () => {
    const hash = await hasher.hash(password)
    await expect(hasherWith(newer).verify(hash, password)).rejects.toThrow('names a pepper that is not there')
    const keyId = hash.match(/keyid=([^$]+)/)?.[1]
    const others = ['', 'x', hash.replace('argon2id', 'argon2i'), hash.replace('v=19', 'v=16'), `${hash}$more`]
    for (const other of [...others, hash.replace(`,keyid=${keyId}`, '')]) {
      await expect(hasher.verify(other, password)).rejects.toThrow('has another form')
    }
  })

  it('fails without a pepper', async () => {
    await expect(hasherWith().hash(password)).rejects.toThrow('There is no pepper')
  })

  it('cannot be verified with the hash alone, but with the pepper', async () => {
    const hash = await hasherWith(older).hash(password)
    const forged = hash.replace(/keyid=[^$]+/, (await hasherWith(newer).hash(password)).match(/keyid=[^$]+/)?.[0] ?? '')
    expect(await hasherWith(newer).verify(forged, password)).toBe(false)
  })
})
