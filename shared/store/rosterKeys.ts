import { randomBytes } from 'node:crypto'
import type { RosterKey } from '../domain/roster/rosterSync.ts'
import type { School } from '../domain/school.ts'
import { Secret } from '../domain/secret.ts'
import { batchGet, type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'
import { hashOfSecret } from './identity.ts'
import { newTimedId } from './ids.ts'
import { prefixes, storedKey } from './rosterItems.ts'
import { schoolKey } from './schools.ts'
import { storedSchool } from './stored.ts'

/** Finds out whose roster key a token is: nothing where it is none, or one that was taken back. */
export type RosterKeyReader = {
  identify(token: Secret): Promise<{ key: RosterKey; school: School } | null>
}

const form = /^rk_([0-9A-Za-z-]{1,32})\.([0-9a-z]{16})\.([\w-]{43})$/

/** A key that is made now, with the token that its bearer gets: it is known to nobody else. */
export const newRosterKey = (
  schoolId: string,
  name: string,
  { id: creator, username }: RosterKey['createdBy'],
  now: Date,
): { key: RosterKey; token: Secret } => {
  const id = newTimedId(now)
  const secret = randomBytes(32).toString('base64url')
  return {
    key: {
      id,
      name,
      secretHash: hashOfSecret(secret),
      createdBy: { id: creator, username },
      createdAt: now.toISOString(),
    },
    token: new Secret(`rk_${schoolId}.${id}.${secret}`),
  }
}

/** The school, the key and the secret's hash of a token; nothing when it can't be a roster key's. */
export const readRosterToken = (token: Secret): { schoolId: string; id: string; secretHash: string } | null => {
  const [, schoolId, id, secret] = form.exec(token.reveal()) ?? []
  return schoolId && id && secret ? { schoolId, id, secretHash: hashOfSecret(secret) } : null
}

export const rosterKeyReader = (db: Db, tables: { rosterSyncs: string; schools: string }): RosterKeyReader => ({
  identify: async (token) => {
    const asked = readRosterToken(token)
    if (!asked) return null
    const found = await batchGet(db, {
      [tables.rosterSyncs]: [{ schoolId: asked.schoolId, sk: prefixes.key + asked.id }],
      [tables.schools]: [schoolKey(asked.schoolId)],
    })
    const [keyItem] = found(tables.rosterSyncs)
    const [schoolItem] = found(tables.schools)
    if (!keyItem || !schoolItem) return null
    const key = storedKey.parse(keyItem)
    return key.secretHash === asked.secretHash ? { key, school: storedSchool.parse(schoolItem) } : null
  },
})

export const rosterKeyReaderFromEnv = (): RosterKeyReader =>
  rosterKeyReader(dynamo(), { rosterSyncs: setting('ROSTER_SYNCS_TABLE'), schools: setting('SCHOOLS_TABLE') })
