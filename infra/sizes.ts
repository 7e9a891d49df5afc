import { Duration } from 'aws-cdk-lib'
import type { RouteName } from '../shared/contract/routes.ts'
import type { Size } from './actionFunction.ts'
import { rosterTimeout } from './rosterQueues.ts'
import type { WorkerName } from './workers.ts'

/** Hashing with argon2id takes 19 MiB, and as much processor as it can get. */
const hashing: Size = { memorySize: 1024 }

/** Functions that need more than the usual size. 1769 MB is one whole processor; the API waits 30 seconds at most. */
export const sizes: Partial<Readonly<Record<RouteName | WorkerName, Size>>> = {
  signIn: hashing,
  changeOwnPassword: hashing,
  resetPassword: hashing,
  changeLegalName: hashing,
  resetQueuedPasswords: hashing,
  syncRoster: { memorySize: 1769, timeout: rosterTimeout },
  printLearners: { memorySize: 1769, timeout: Duration.seconds(29) },
}
