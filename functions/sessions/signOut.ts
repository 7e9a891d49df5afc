import { routes } from '../../shared/contract/routes.ts'
import { type SessionStore, sessionStoreFromEnv } from '../../shared/store/identity.ts'
import { sessionCookie } from '../http/admission.ts'
import { type Action, httpAction } from '../http/httpAction.ts'

/** Ends the session that asks. */
export const signOut =
  (sessions: SessionStore): Action<typeof routes.signOut> =>
  async ({ principal }) => {
    await sessions.close(principal.session)
    return { cookies: [`${sessionCookie}=; Secure; HttpOnly; SameSite=Strict; Path=/; Max-Age=0`] }
  }

export const handler = httpAction(routes.signOut, () => signOut(sessionStoreFromEnv()))
