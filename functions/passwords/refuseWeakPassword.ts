import { pointerTo } from '../../shared/contract/faults.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { passwordFaults } from '../../shared/domain/passwords/policy.ts'
import type { School } from '../../shared/domain/school.ts'
import type { Secret } from '../../shared/domain/secret.ts'

/** Throws every rule of the policy that a chosen password breaks. @param at where it stands in the request's body. */
export const refuseWeakPassword = (
  password: Secret,
  { username, schools }: { username: string; schools: readonly School[] },
  at: readonly string[],
): void => {
  const schoolNames = schools.flatMap(({ name }) => [name.en, name.cy])
  const faults = passwordFaults(password.reveal(), { username, schoolNames }, pointerTo(at))
  if (faults.length > 0) throw new DomainError('password-policy', { faults })
}
