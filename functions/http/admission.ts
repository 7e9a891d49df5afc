import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Route } from '../../shared/contract/route.ts'
import { schoolId as schoolIdForm } from '../../shared/contract/text.ts'
import type { Principal } from '../../shared/domain/account.ts'
import { type Actor, actorOf } from '../../shared/domain/audit.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { allows, mayActFor } from '../../shared/domain/permissions.ts'
import type { School } from '../../shared/domain/school.ts'
import { Secret } from '../../shared/domain/secret.ts'
import type { IdentityStore } from '../../shared/store/identity.ts'
import type { RosterKeyReader } from '../../shared/store/rosterKeys.ts'

export const sessionCookie = '__Host-sid'

const bearer = /^Bearer +([\w.-]+) *$/i

/** The token that a request carries, and whether a browser added it by itself. */
const tokenOf = (event: APIGatewayProxyEventV2): { token: Secret; byCookie: boolean } | null => {
  const { authorization } = event.headers
  if (authorization !== undefined) {
    const token = bearer.exec(authorization)?.[1]
    return token ? { token: new Secret(token), byCookie: false } : null
  }
  const cookie = event.cookies?.find((pair) => pair.startsWith(`${sessionCookie}=`))
  return cookie ? { token: new Secret(cookie.slice(sessionCookie.length + 1)), byCookie: true } : null
}

/** A browser sends its cookie along with other sites' requests too: these can't set the header, nor our Origin. */
const isFromOurPage = ({ headers }: APIGatewayProxyEventV2): boolean => {
  const { origin, host } = headers
  return headers['x-allwedd'] === '1' && URL.canParse(origin ?? '') && new URL(origin ?? '').host === host
}

/** Who is let in, and where: an account, or the bearer of a roster key, who is nobody in particular. */
export type Admitted = {
  readonly actor: Actor
  readonly principal: Principal | null
  readonly school: School | null
}

/** What finds out who is asking; roster keys are looked for only where the route takes them. */
export type Doors = { readonly identity: IdentityStore; readonly rosterKeys: RosterKeyReader | undefined }

/**
 * Finds out who is asking and whether they may: 401 without a live session, 403 `cross-site`, 404 for a school they
 * have nothing to do with, 403 without the permission. A roster key opens its own school to uploads. Nothing of the request's content has been looked at by then.
 */
export const admit = async (
  event: APIGatewayProxyEventV2,
  route: Route,
  { identity, rosterKeys }: Doors,
  now: Date,
): Promise<Admitted> => {
  const carried = tokenOf(event)
  // What doesn't have an id's form can't exist, and may be longer than a key can be.
  const schoolId = schoolIdForm.safeParse(event.pathParameters?.['schoolId']).data
  const holder = carried && !carried.byCookie && (await rosterKeys?.identify(carried.token))
  if (holder) {
    if (holder.school.id !== schoolId) throw new DomainError('not-found')
    return { actor: { id: holder.key.id, username: holder.key.name }, principal: null, school: holder.school }
  }
  const found = carried && (await identity.identify(carried.token, schoolId, now))
  if (!found) throw new DomainError('not-signed-in')
  const { principal, school } = found
  if (carried.byCookie && route.method !== 'GET' && !isFromOurPage(event)) throw new DomainError('cross-site')
  if (principal.account.passwordChangeRequired && !route.beforePasswordChange) {
    throw new DomainError('password-change-required')
  }
  if (route.path.includes('{schoolId}') && !(school && mayActFor(principal.account, school))) {
    throw new DomainError('not-found')
  }
  if (route.permission === 'public' || !allows(principal.account.role, route.permission)) {
    throw new DomainError('not-allowed')
  }
  return { actor: actorOf(principal.account), principal, school }
}
