import { dataKeysFromEnv } from '../shared/store/dataKeys.ts'
import { dynamo } from '../shared/store/dynamo.ts'
import { newAccountStore } from '../shared/store/newAccounts.ts'
import { passwordHasherFromEnv } from '../shared/store/passwordHasher.ts'
import { passwordSealer } from '../shared/store/passwordSealer.ts'
import { schoolStoreFromEnv } from '../shared/store/schools.ts'
import { usernameIssuerFromEnv } from '../shared/store/usernames.ts'
import type { SeedStores } from './demo/seed.ts'
import type { FunctionPlan } from './plan.ts'

/** The stores that the demo is made through, with the settings of all functions together. */
export const seedStores = (functions: readonly FunctionPlan[]): SeedStores => {
  const settings: Record<string, string> = Object.assign({}, ...functions.map(({ environment }) => environment))
  const table = (name: string): string => {
    const value = settings[`${name}_TABLE`]
    if (value === undefined) throw new Error(`No function has the setting ${name}_TABLE`)
    return value
  }
  const before = { ...process.env }
  Object.assign(process.env, settings)
  try {
    return {
      schools: schoolStoreFromEnv(),
      accounts: newAccountStore(dynamo(), {
        accounts: table('ACCOUNTS'),
        usernames: table('USERNAMES'),
        learners: table('LEARNERS'),
        passwordHashes: table('PASSWORD_HASHES'),
        passwordCiphertexts: table('PASSWORD_CIPHERTEXTS'),
        auditEvents: table('AUDIT_EVENTS'),
      }),
      usernames: usernameIssuerFromEnv(),
      hasher: passwordHasherFromEnv(),
      sealer: passwordSealer(dataKeysFromEnv()),
    }
  } finally {
    for (const name of Object.keys(settings)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}
