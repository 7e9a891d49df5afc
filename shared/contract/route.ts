import type * as z from 'zod'
import type { ErrorCode } from '../domain/errors.ts'
import type { Permission } from '../domain/permissions.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A folder of `functions/`: where the route's action lives, as `functions/<area>/<name>.ts`. */
export type Area = 'service' | 'sessions' | 'profile' | 'schools' | 'learners' | 'passwords' | 'prints' | 'roster'

/** One action of the portal as plain data: infra, the API document, the local runtime and clients read nothing else. */
export type Route = {
  readonly name: string
  readonly area: Area
  readonly method: Method
  readonly path: string
  readonly summary: string
  /** `public` asks for no sign-in; everything else is denied unless a role holds the permission. */
  readonly permission: Permission | 'public'
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  /** Without a schema the route takes no body; one that takes `undefined` may go without. */
  readonly body?: z.ZodType
  /** The answer's status and body; without a body the answer is empty. */
  readonly status: 200 | 201 | 202 | 204
  readonly response?: z.ZodType
  readonly contentType?: string
  /** The request must say in `If-Match` which version it changes. */
  readonly ifMatch?: true
  /** Reachable with a one-time password that still has to be changed. */
  readonly beforePasswordChange?: true
  /** A roster key is enough here, and nowhere else. */
  readonly rosterKeys?: true
  /** What can go wrong here beyond what every route answers. */
  readonly problems?: readonly ErrorCode[]
}

/** Keeps the exact types of one route's schemas while checking its form. */
export const route = <const R extends Route>(fields: R): R => fields
