import * as z from 'zod'
import type { Permission } from '../domain/permissions.ts'
import { route } from './route.ts'
import { secretText } from './secretText.ts'
import { ownAccount } from './sessions.ts'
import { bilingual } from './text.ts'

export const profileRoutes = {
  openProfile: route({
    name: 'openProfile',
    area: 'profile',
    method: 'GET',
    path: '/v1/me',
    summary: 'My Profile',
    permission: 'see-own-profile',
    status: 200,
    response: z.strictObject({
      account: ownAccount,
      schools: z.array(z.strictObject({ id: z.string(), name: bilingual })),
      permissions: z.array(z.custom<Permission>().meta({ override: { type: 'string' } })),
      mfaEnrolled: z.boolean(),
      passwordChangeRequired: z.boolean(),
    }),
    beforePasswordChange: true,
  }),
  changeOwnPassword: route({
    name: 'changeOwnPassword',
    area: 'profile',
    method: 'PUT',
    path: '/v1/me/password',
    summary: "Change one's own password",
    permission: 'change-own-password',
    body: z.strictObject({ currentPassword: secretText, newPassword: secretText }),
    status: 204,
    beforePasswordChange: true,
    problems: ['current-password-wrong', 'password-policy', 'too-many-attempts', 'conflict'],
  }),
}
