import { type RosterMessage, rosterMessage } from '../../shared/contract/messages.ts'
import { accountsElsewhereFromEnv } from '../../shared/store/accountsElsewhere.ts'
import { dataKeysFromEnv } from '../../shared/store/dataKeys.ts'
import { newId, secureRandom } from '../../shared/store/ids.ts'
import { learnersFromEnv } from '../../shared/store/learners.ts'
import { passwordHasherFromEnv } from '../../shared/store/passwordHasher.ts'
import { passwordSealer } from '../../shared/store/passwordSealer.ts'
import { rosterChangesFromEnv } from '../../shared/store/rosterChanges.ts'
import { rosterInboxFromEnv } from '../../shared/store/rosterInbox.ts'
import { type RosterLease, type RosterLeaseOf, rosterLeaseFromEnv } from '../../shared/store/rosterLease.ts'
import { rosterSyncsFromEnv } from '../../shared/store/rosterSyncs.ts'
import { schoolStoreFromEnv } from '../../shared/store/schools.ts'
import { usernameIssuerFromEnv } from '../../shared/store/usernames.ts'
import { queueWorker } from '../lambda/queueWorker.ts'
import { nightlySync } from './nightlySync.ts'
import { type Keep, runSync, type SyncNeeds } from './runSync.ts'

type Needs = SyncNeeds & { readonly leaseOf: RosterLeaseOf }

/** Longer than reading and planning takes; while learners are changed it is taken again every now and then. */
const leaseFor = 120_000
const renewEvery = 20_000

/** Takes the turn of a school for a holder, and lets it be kept. */
const turnOf = (lease: RosterLease, holder: string, clock: () => Date): { take: Keep; keep: Keep } => {
  let taken = 0
  const take = async () => {
    const now = clock()
    taken = now.getTime()
    if (!(await lease.take(holder, new Date(taken + leaseFor), now))) {
      throw new Error('Another roster sync of the school is at work')
    }
  }
  return {
    take,
    keep: async () => {
      if (clock().getTime() - taken >= renewEvery) await take()
    },
  }
}

/**
 * Carries out one roster sync, or the night of a school. One at a time for each school: while another is at work the message goes
 * back to its queue. Whoever dies at it leaves a lease that ends by itself, and the message that comes back goes on.
 */
export const syncRoster =
  (needs: Needs) =>
  async (message: RosterMessage): Promise<void> => {
    const school = await needs.schools.get(message.schoolId)
    if (!school) return
    const [lease, holder] = [needs.leaseOf(school.id), newId()]
    const { take, keep } = turnOf(lease, holder, needs.clock)
    await take()
    try {
      if ('nightly' in message) {
        await nightlySync(needs, school, message.nightly, keep)
        return
      }
      const sync = await needs.rosterSyncsOf(school.id).get(message.syncId)
      if (sync?.status === 'running') await runSync(needs, school, sync, keep)
    } finally {
      await lease.release(holder)
    }
  }

export const handler = queueWorker('syncRoster', rosterMessage, () =>
  syncRoster({
    schools: schoolStoreFromEnv(),
    learnersOf: learnersFromEnv(),
    elsewhere: accountsElsewhereFromEnv(),
    inboxOf: rosterInboxFromEnv(),
    rosterSyncsOf: rosterSyncsFromEnv(),
    rosterChangesOf: rosterChangesFromEnv(),
    leaseOf: rosterLeaseFromEnv(),
    usernames: usernameIssuerFromEnv(),
    hasher: passwordHasherFromEnv(),
    sealer: passwordSealer(dataKeysFromEnv()),
    random: secureRandom,
    clock: () => new Date(),
  }),
)
