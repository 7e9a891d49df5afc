import { createHash, randomBytes } from 'node:crypto'
import type { DataKeyStore } from '../../../shared/store/dataKeys.ts'
import type { OwnPasswordStore } from '../../../shared/store/ownPassword.ts'
import type { PasswordCiphertextStore } from '../../../shared/store/passwordCiphertexts.ts'
import type { PasswordHasher } from '../../../shared/store/passwordHasher.ts'
import type { PasswordHashStore } from '../../../shared/store/passwordHashes.ts'
import { putUnder, type State, under } from './state.ts'

export const memoryHashes = ({ hashes }: State): PasswordHashStore => ({
  get: async (accountId) => hashes.get(accountId) ?? null,
  rehash: async (accountId, outdated, hash) => {
    const stored = hashes.get(accountId)
    if (stored?.hash === outdated.hash) hashes.set(accountId, { ...stored, hash })
  },
})

export const memoryCiphertexts = ({ ciphertexts }: State): PasswordCiphertextStore => ({
  get: async (accountId) => ciphertexts.get(accountId) ?? null,
  getMany: async (accountIds) => accountIds.flatMap((id) => ciphertexts.get(id) ?? []),
})

/** One data key for each school; passwords are sealed under them by the real sealer. */
export const memoryDataKeys = ({ dataKeys }: State): DataKeyStore => {
  const keyOf = (schoolId: string) => {
    const bytes = dataKeys.get(schoolId) ?? randomBytes(32)
    dataKeys.set(schoolId, bytes)
    return { id: `key-of-${schoolId}`, bytes }
  }
  return {
    newest: async (schoolId) => keyOf(schoolId),
    get: async (schoolId, keyId) => {
      if (keyId !== keyOf(schoolId).id) throw new Error('A sealed password names a data key that is not there')
      return keyOf(schoolId)
    },
  }
}

/** A hasher that takes no time: salted and with a pepper that can be replaced, as the real one's. */
export type QuickHasher = PasswordHasher & {
  /** From here on hashes are made with a new pepper, so that those made before are outdated. */
  replacePepper(): void
}

export const quickHasher = (): QuickHasher => {
  let pepper = 1
  const digest = (pepperId: string, salt: string, password: string) =>
    createHash('sha256')
      .update(`${pepperId} ${salt} ${password.normalize('NFC')}`)
      .digest('base64url')
  return {
    hash: async (password) => {
      const salt = randomBytes(8).toString('base64url')
      return `$quick$${pepper}$${salt}$${digest(`${pepper}`, salt, password.reveal())}`
    },
    verify: async (phc, password) => {
      const [, form, pepperId = '', salt = '', expected] = phc.split('$')
      if (form !== 'quick') throw new Error('A stored hash has another form')
      return digest(pepperId, salt, password.reveal()) === expected
    },
    isOutdated: async (phc) => !phc.startsWith(`$quick$${pepper}$`),
    replacePepper: () => {
      pepper += 1
    },
  }
}

export const memoryOwnPasswords = (state: State): OwnPasswordStore => ({
  change: async ({ account, session, replaced, hash, places, trail, event }) => {
    const { id } = account
    const stored = state.accounts.get(id)
    const own = state.sessions.get(session.secretHash)
    const unchanged =
      state.hashes.get(id)?.hash === replaced.hash &&
      stored?.epoch === account.epoch &&
      own?.epoch === account.epoch &&
      places.every(({ schoolId, before }) => {
        return under(state.learners, schoolId).get(before.id)?.version === before.version
      })
    if (!unchanged) return 'stale'
    const epoch = account.epoch + 1
    state.hashes.set(id, { hash, version: replaced.version + 1 })
    state.accounts.set(id, { ...stored, epoch, passwordChangeRequired: false })
    state.sessions.set(session.secretHash, { ...own, epoch })
    if (places.length > 0) state.ciphertexts.delete(id)
    for (const { schoolId, after } of places) putUnder(state.learners, schoolId, after.id, after)
    state.events.push({ schoolId: trail, event })
    return 'changed'
  },
})
