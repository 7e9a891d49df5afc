import type { DeactivatedReason, Learner } from './learner.ts'

/** Every way a learner's record changes. Each gives the next version, or the same record when it is already so. */

const next = (learner: Learner, changed: Partial<Learner>): Learner => ({
  ...learner,
  ...changed,
  version: learner.version + 1,
})

/** Other people's name for the learner; the legal name and the username stay. */
export const withDisplayName = (learner: Learner, forename: string, surname: string): Learner =>
  learner.forename === forename && learner.surname === surname ? learner : next(learner, { forename, surname })

/** The name the MIS has; the display name and the username stay. */
export const withLegalName = (
  learner: Learner,
  { legalForename, legalSurname }: { legalForename: string; legalSurname: string },
): Learner =>
  learner.legalForename === legalForename && learner.legalSurname === legalSurname
    ? learner
    : next(learner, { legalForename, legalSurname })

export const deactivated = (learner: Learner, reason: DeactivatedReason): Learner =>
  learner.status === 'deactivated' ? learner : next(learner, { status: 'deactivated', deactivatedReason: reason })

export const reactivated = (learner: Learner): Learner =>
  learner.status === 'active' ? learner : next(learner, { status: 'active', deactivatedReason: null })

/** A password that staff issued and may show. */
export const withIssuedPassword = (learner: Learner, at: Date): Learner =>
  next(learner, {
    passwordStatus: 'available',
    passwordSetAt: at.toISOString(),
    passwordVersion: learner.passwordVersion + 1,
  })

/** A password that the learner chose: nobody can show it. */
export const withOwnPassword = (learner: Learner, at: Date, passwordVersion: number): Learner =>
  next(learner, { passwordStatus: 'changed-by-user', passwordSetAt: at.toISOString(), passwordVersion })
