import type { Account } from './account.ts'
import type { Learner } from './learner.ts'

/** A learner at one of the schools that know them. */
export type Place = { readonly schoolId: string; readonly learner: Learner }

/** Everything that is kept of one account's places. `passwordFrom`: the school that set the password staff may show. */
export type Standing = {
  readonly account: Account
  readonly places: readonly Place[]
  readonly passwordFrom: string | null
}

type AccountFacts = Pick<
  Learner,
  | 'username'
  | 'legalForename'
  | 'legalSurname'
  | 'forename'
  | 'surname'
  | 'status'
  | 'deactivatedReason'
  | 'passwordStatus'
  | 'passwordSetAt'
  | 'passwordVersion'
>

/** What belongs to the account and is therefore the same at every school where the learner has not left. */
const accountFacts = (learner: Learner): AccountFacts => ({
  username: learner.username,
  legalForename: learner.legalForename,
  legalSurname: learner.legalSurname,
  forename: learner.forename,
  surname: learner.surname,
  status: learner.status,
  deactivatedReason: learner.deactivatedReason,
  passwordStatus: learner.passwordStatus,
  passwordSetAt: learner.passwordSetAt,
  passwordVersion: learner.passwordVersion,
})

const changedBy = (learner: Learner, changed: Partial<Learner>): Learner => {
  const same = Object.entries(changed).every(
    ([name, value]) => JSON.stringify(learner[name as keyof Learner]) === JSON.stringify(value),
  )
  return same ? learner : { ...learner, ...changed, version: learner.version + 1 }
}

const changedFacts = (before: Learner, after: Learner): Partial<Learner> => {
  const known = accountFacts(before)
  return Object.fromEntries(
    Object.entries(accountFacts(after)).filter(([name, value]) => known[name as keyof AccountFacts] !== value),
  )
}

/** The learner at another school after what the account has in common was changed at this one. */
export const mirrored = (there: Learner, before: Learner, after: Learner): Learner =>
  changedBy(there, changedFacts(before, after))

const hasNotLeft = ({ learner }: Place): boolean => !learner.leaver

/** A password can't be shown where the account no longer belongs, nor after the school that set it. */
const withoutPassword = (learner: Learner): Partial<Learner> =>
  learner.passwordStatus === 'available' ? { passwordStatus: 'not-available', passwordSetAt: null } : {}

/** The learner with what the account has where it comes from, but for the legal name. Deactivated by hand stays so. */
const arriving = (learner: Learner, from: Learner | undefined): Learner => {
  if (!from) return learner
  const keepsStatus = learner.leaver || (from.status === 'deactivated' && from.deactivatedReason === 'by-hand')
  const { status, deactivatedReason } = keepsStatus ? from : learner
  const { legalForename, legalSurname } = learner
  return { ...learner, ...accountFacts(from), legalForename, legalSurname, status, deactivatedReason }
}

/**
 * The account and all its places once the learner is as given at one school. The account's schools are those where they have
 * not left, or the last one; what it has in common is changed by these schools alone, and kept by whoever comes
 * from another one. A password set by a school where they no longer are can't be shown any more.
 */
export const settled = ({ account, places, passwordFrom }: Standing, { schoolId, learner }: Place): Standing => {
  const others = places.filter((place) => place.schoolId !== schoolId)
  const before = places.find((place) => place.schoolId === schoolId)
  const comes = !before || (before.learner.leaver && !learner.leaver && !account.schoolIds.includes(schoolId))
  const source = others.find(hasNotLeft) ?? others.find((place) => account.schoolIds.includes(place.schoolId))
  const arrived = comes ? arriving(learner, source?.learner) : learner

  const live = [...others, { schoolId, learner: arrived }].filter(hasNotLeft).map((place) => place.schoolId)
  const last = before && !before.learner.leaver ? [schoolId] : account.schoolIds
  const schoolIds = live.length > 0 ? live.toSorted() : last
  const lost = passwordFrom !== null && !schoolIds.includes(passwordFrom)
  const belongs = schoolIds.includes(schoolId)
  const otherThan = (id: string) => ({ otherSchoolIds: schoolIds.filter((each) => each !== id) })

  const here = { ...arrived, ...((lost || !belongs) && withoutPassword(arrived)), ...otherThan(schoolId) }
  const speaks = belongs || account.schoolIds.includes(schoolId)
  const { status, deactivatedReason } = arrived
  const told = before && !comes ? changedFacts(before.learner, arrived) : { status, deactivatedReason }
  const elsewhere = others.map(({ schoolId: id, learner: there }): Place => {
    const stays = schoolIds.includes(id)
    const facts = stays && speaks ? told : {}
    const hidden = lost || !stays ? withoutPassword(there) : {}
    return { schoolId: id, learner: changedBy(there, { ...facts, ...hidden, ...otherThan(id) }) }
  })
  return {
    account: { ...account, ...(speaks && { status }), schoolIds },
    places: [...elsewhere, { schoolId, learner: here }],
    passwordFrom: lost ? null : passwordFrom,
  }
}
