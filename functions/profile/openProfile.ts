import { routes } from '../../shared/contract/routes.ts'
import { permissionsOf } from '../../shared/domain/permissions.ts'
import { type SchoolStore, schoolStoreFromEnv } from '../../shared/store/schools.ts'
import { type Action, httpAction } from '../http/httpAction.ts'
import { ownAccountOf } from './ownAccount.ts'

/** My Profile: who is signed in, where they belong and what they may do. */
export const openProfile =
  (schools: SchoolStore): Action<typeof routes.openProfile> =>
  async ({ principal: { account } }) => ({
    body: {
      account: ownAccountOf(account),
      schools: (await schools.getMany(account.schoolIds)).map(({ id, name }) => ({ id, name })),
      permissions: permissionsOf(account.role),
      mfaEnrolled: false,
      passwordChangeRequired: account.passwordChangeRequired,
    },
  })

export const handler = httpAction(routes.openProfile, () => openProfile(schoolStoreFromEnv()))
