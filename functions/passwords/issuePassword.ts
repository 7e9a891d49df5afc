import type { Learner } from '../../shared/domain/learner.ts'
import { withIssuedPassword } from '../../shared/domain/learnerStates.ts'
import type { School } from '../../shared/domain/school.ts'
import type { Secret } from '../../shared/domain/secret.ts'
import type { IssuedPassword } from '../../shared/store/learnerChanges.ts'
import type { PasswordHasher } from '../../shared/store/passwordHasher.ts'
import type { PasswordSealer } from '../../shared/store/passwordSealer.ts'

export type IssuingNeeds = { readonly hasher: PasswordHasher; readonly sealer: PasswordSealer }

/** What the school knows of a learner once this password is theirs, and the two forms in which it is kept. */
export const issuePassword = async (
  { hasher, sealer }: IssuingNeeds,
  {
    school,
    learner,
    password,
    setBy,
    at,
  }: {
    school: School
    learner: Learner
    password: Secret
    setBy: string
    at: Date
  },
): Promise<{ after: Learner; password: IssuedPassword }> => {
  const after = withIssuedPassword(learner, at)
  const sealedFor = { schoolId: school.id, learnerId: learner.id, passwordVersion: after.passwordVersion }
  const [hash, sealed] = await Promise.all([hasher.hash(password), sealer.seal(sealedFor, password)])
  return { after, password: { hash, sealed, setBy } }
}
