import type { AuditAction, AuditEvent } from '../../shared/domain/audit.ts'
import { newLearner } from '../../shared/domain/newLearner.ts'
import { generatePassword } from '../../shared/domain/passwords/generator.ts'
import type { Random } from '../../shared/domain/random.ts'
import { type ChangeKind, type Decision, decided } from '../../shared/domain/roster/plan/plan.ts'
import { type RosterSync, rosterSyncActor } from '../../shared/domain/roster/rosterSync.ts'
import type { School } from '../../shared/domain/school.ts'
import { Secret } from '../../shared/domain/secret.ts'
import { usernameStem } from '../../shared/domain/usernames.ts'
import { newId } from '../../shared/store/ids.ts'
import type { RosterChangesOf, RosterOutcome } from '../../shared/store/rosterChanges.ts'
import type { UsernameIssuer } from '../../shared/store/usernames.ts'
import { type IssuingNeeds, issuePassword } from '../passwords/issuePassword.ts'
import { passwordContext } from '../passwords/passwordPolicy.ts'

export type ApplyingNeeds = IssuingNeeds & {
  readonly rosterChangesOf: RosterChangesOf
  readonly usernames: UsernameIssuer
  readonly random: Random
  readonly clock: () => Date
}

const actions: Readonly<Record<ChangeKind, AuditAction>> = {
  create: 'learner-created',
  join: 'learner-joined',
  update: 'learner-updated',
  leave: 'learner-left',
  deactivate: 'learner-deactivated',
  reinstate: 'learner-reinstated',
  miss: 'learner-missing',
  erase: 'learner-erased',
}

/** One event for each kind of change; what nobody is shown is an update too. */
const eventsOf = (decision: Decision, sync: RosterSync, learnerId: string, at: Date): AuditEvent[] => {
  const kinds = new Set(decision.changes.map(({ kind }) => kind))
  const { requestId, sourceIp } = sync
  return [...(kinds.size > 0 ? kinds : new Set<ChangeKind>(['update']))].map((kind) => ({
    actor: rosterSyncActor,
    at,
    requestId,
    sourceIp,
    action: actions[kind],
    learnerId,
    details: { syncId: sync.id },
  }))
}

/** An account for somebody new, with the next username of their name and a password that staff can show. */
const create = async (
  needs: ApplyingNeeds,
  school: School,
  sync: RosterSync,
  decision: Extract<Decision, { action: 'create' }>,
): Promise<RosterOutcome> => {
  const { row } = decision
  const now = needs.clock()
  const username = await needs.usernames.next(usernameStem(row.legalForename, row.legalSurname))
  const { account, learner } = newLearner(row, { id: newId(), username, school, now })
  const generated = generatePassword(needs.random, 'either', passwordContext(username, [school]))
  const { after, password } = await issuePassword(needs, {
    school,
    learner,
    password: new Secret(generated),
    setBy: rosterSyncActor.username,
    at: now,
  })
  const [event] = eventsOf(decision, sync, account.id, now)
  return needs.rosterChangesOf(school).create({
    account,
    hash: password.hash,
    learner: { schoolId: school.id, learner: after, password },
    ...(event && { event: { schoolId: school.id, event } }),
  })
}

/** Carries out one decision of a plan, whole or not at all. `stale`: the learner isn't as planned for any more. */
export const applyDecision = async (
  needs: ApplyingNeeds,
  school: School,
  sync: RosterSync,
  decision: Decision,
): Promise<RosterOutcome> => {
  if (decision.action === 'create') return create(needs, school, sync, decision)
  const now = needs.clock()
  const changes = needs.rosterChangesOf(school)
  if (decision.action === 'join') {
    const { row, set, account } = decision
    const { accountId: id, username } = account
    const after = { ...newLearner(row, { id, username, school, now }).learner, ...set }
    return changes.change({ before: null, after, events: eventsOf(decision, sync, id, now) })
  }
  const { learner } = decision
  const events = eventsOf(decision, sync, learner.id, now)
  return decision.action === 'erase'
    ? changes.erase(learner, events)
    : changes.change({ before: learner, after: decided(learner, decision.set), events })
}
