import { pointerTo } from '../../shared/contract/faults.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { type PasswordContext, passwordFaults } from '../../shared/domain/passwords/policy.ts'
import type { School } from '../../shared/domain/school.ts'
import type { Secret } from '../../shared/domain/secret.ts'

/** What a password must not be because of whose it is: their username, or what their schools are called. */
export const passwordContext = (username: string, schools: readonly School[]): PasswordContext => ({
  username,
  schoolNames: schools.flatMap(({ name }) => [name.en, name.cy]),
})

/** Throws every rule of the policy that a chosen password breaks. @param at where it stands in the request's body. */
export const refuseWeakPassword = (password: Secret, context: PasswordContext, at: readonly string[]): void => {
  const faults = passwordFaults(password.reveal(), context, pointerTo(at))
  if (faults.length > 0) throw new DomainError('password-policy', { faults })
}
