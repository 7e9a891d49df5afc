import * as z from 'zod'
import { route } from './route.ts'
import { secretText } from './secretText.ts'
import { instant, text } from './text.ts'

/** The account as its owner sees it. */
export const ownAccount = z
  .strictObject({
    id: z.string(),
    username: z.string(),
    forename: z.string(),
    surname: z.string(),
    displayName: z.string(),
    kind: z.enum(['learner', 'staff']),
    role: z.enum(['learner', 'staff', 'digital-champion', 'local-administrator']),
  })
  .meta({ id: 'OwnAccount' })

export const sessionRoutes = {
  signIn: route({
    name: 'signIn',
    area: 'sessions',
    method: 'POST',
    path: '/v1/sessions',
    summary: 'Sign in',
    permission: 'public',
    body: z.strictObject({ username: text(256, 1), password: secretText }),
    status: 201,
    response: z.strictObject({
      token: z.string(),
      expiresAt: instant,
      account: ownAccount,
      mfa: z.enum(['none', 'required', 'enrolment-required']),
    }),
    problems: ['sign-in-failed', 'too-many-attempts'],
  }),
  signOut: route({
    name: 'signOut',
    area: 'sessions',
    method: 'DELETE',
    path: '/v1/sessions/current',
    summary: 'Sign out',
    permission: 'sign-out',
    status: 204,
    beforePasswordChange: true,
  }),
}
