import type { Learner } from '../../shared/domain/learner.ts'
import { displayNameOf } from '../../shared/domain/names.ts'
import type { PasswordCiphertextStore } from '../../shared/store/passwordCiphertexts.ts'
import type { PasswordSealer } from '../../shared/store/passwordSealer.ts'
import type { PrintedLearner, PrintedPassword } from './sheets/sheet.ts'

export type PasswordReaders = { readonly ciphertexts: PasswordCiphertextStore; readonly sealer: PasswordSealer }

/** The passwords of those learners whose passwords can be shown, by learner. */
export const shownPasswords = async (
  { ciphertexts, sealer }: PasswordReaders,
  learners: readonly Learner[],
): Promise<ReadonlyMap<string, string>> => {
  const available = learners.filter(({ passwordStatus }) => passwordStatus === 'available')
  const versions = new Map(available.map(({ id, passwordVersion }) => [id, passwordVersion]))
  const stored = await ciphertexts.getMany([...versions.keys()])
  const current = stored.filter(({ accountId, version }) => versions.get(accountId) === version)
  const opened = await Promise.all(
    current.map(async ({ accountId, schoolId, version, sealed }) => {
      const password = await sealer.open({ schoolId, learnerId: accountId, passwordVersion: version }, sealed)
      return [accountId, password.reveal()] as const
    }),
  )
  return new Map(opened)
}

/** Learners as they are printed. @param passwords those that can be shown, or `null` for a print without any. */
export const printedLearners = (
  learners: readonly Learner[],
  passwords: ReadonlyMap<string, string> | null,
): PrintedLearner[] => {
  const passwordOf = ({ id, passwordStatus }: Learner): PrintedPassword => {
    if (!passwords) return { kind: 'without' }
    const text = passwords.get(id)
    if (text !== undefined) return { kind: 'shown', text }
    return { kind: passwordStatus === 'changed-by-user' ? 'changed-by-user' : 'not-available' }
  }
  return learners.map((learner) => ({
    displayName: displayNameOf(learner.forename, learner.surname),
    username: learner.username,
    yearGroup: learner.yearGroup,
    registrationGroup: learner.registrationGroup,
    password: passwordOf(learner),
  }))
}
