import { type Account, isLearner } from './account.ts'

/** What the audit trail records, by action. */
export type AuditAction =
  | 'signed-in'
  | 'own-password-changed'
  | 'password-revealed'
  | 'password-reset'
  | 'password-resets-started'
  | 'print-made'
  | 'print-opened'
  | 'password-printed'
  | 'display-name-edited'
  | 'legal-name-changed'
  | 'learner-deactivated'
  | 'learner-reactivated'
  | 'roster-upload-made'
  | 'roster-key-made'
  | 'roster-key-removed'
  | 'roster-sync-started'
  | 'roster-sync-approved'
  | 'roster-sync-rejected'
  | 'learner-created'
  | 'learner-joined'
  | 'learner-updated'
  | 'learner-missing'
  | 'learner-left'
  | 'learner-reinstated'
  | 'learner-erased'

/** Who did it. A learner is an id alone, so that erasing one leaves no name behind; staff are named. */
export type Actor = { readonly id: string; readonly username: string | null }

export const actorOf = ({ id, username, role }: Account): Actor => ({ id, username: isLearner(role) ? null : username })

/** Who did it, for which request, from where: the part of an event that every event of one request shares. */
export type AuditOrigin = {
  readonly actor: Actor
  readonly at: Date
  readonly requestId: string
  readonly sourceIp: string | null
}

/** One line of a school's audit trail. Ids, never names or secrets, so that erasing a learner leaves nothing behind. */
export type AuditEvent = AuditOrigin & {
  readonly action: AuditAction
  readonly learnerId: string | null
  readonly details: Readonly<Record<string, string | number | boolean>>
}
