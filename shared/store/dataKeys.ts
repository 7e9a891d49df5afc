import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { DomainError } from '../domain/errors.ts'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'
import { newId } from './ids.ts'

export type DataKey = { readonly id: string; readonly bytes: Buffer }

/** The keys that passwords are sealed under, one line of them for each school, kept wrapped by KMS. */
export type DataKeyStore = {
  /** The school's newest key; a school without one gets its first. */
  newest(schoolId: string): Promise<DataKey>
  get(schoolId: string, keyId: string): Promise<DataKey>
}

const keptUnwrapped = 5 * 60_000

const purpose = (schoolId: string, keyId: string) => ({ purpose: 'learner-passwords', schoolId, keyId })

/** KMS out of reach: showing and setting passwords has to wait, everything else goes on. */
const unreachable = (error: unknown): never => {
  throw new DomainError('temporarily-unavailable', {
    detail: {
      en: 'Passwords cannot be shown or set at the moment. Nothing was changed: try again in a minute.',
      cy: 'Ni ellir dangos na gosod cyfrineiriau ar hyn o bryd. Ni newidiwyd dim: rhowch gynnig arall arni mewn munud.',
    },
    retryAfter: 60,
    cause: error,
  })
}

export const dataKeyStore = (
  db: Db,
  kms: KMSClient,
  { table, wrappingKeyId, clock }: { table: string; wrappingKeyId: string; clock: () => Date },
): DataKeyStore => {
  const unwrapped = new Map<string, { key: DataKey; until: number }>()
  const newestIds = new Map<string, { keyId: string; until: number }>()

  const keep = (schoolId: string, key: DataKey): DataKey => {
    unwrapped.set(`${schoolId} ${key.id}`, { key, until: clock().getTime() + keptUnwrapped })
    return key
  }

  const kept = (schoolId: string, keyId: string): DataKey | undefined => {
    const entry = unwrapped.get(`${schoolId} ${keyId}`)
    if (entry && entry.until > clock().getTime()) return entry.key
    unwrapped.delete(`${schoolId} ${keyId}`)
    return undefined
  }

  const unwrap = async (schoolId: string, keyId: string, wrapped: Uint8Array): Promise<DataKey> => {
    const { Plaintext } = await kms
      .send(
        new DecryptCommand({
          CiphertextBlob: wrapped,
          KeyId: wrappingKeyId,
          EncryptionContext: purpose(schoolId, keyId),
        }),
      )
      .catch(unreachable)
    if (!Plaintext) throw new Error('KMS gave no key')
    return keep(schoolId, { id: keyId, bytes: Buffer.from(Plaintext) })
  }

  const make = async (schoolId: string): Promise<DataKey> => {
    const keyId = `${clock().getTime().toString(36)}-${newId()}`
    const { Plaintext, CiphertextBlob } = await kms
      .send(
        new GenerateDataKeyCommand({
          KeyId: wrappingKeyId,
          KeySpec: 'AES_256',
          EncryptionContext: purpose(schoolId, keyId),
        }),
      )
      .catch(unreachable)
    if (!Plaintext || !CiphertextBlob) throw new Error('KMS gave no key')
    await db.send(
      new PutCommand({
        TableName: table,
        Item: { schoolId, keyId, wrapped: CiphertextBlob },
        ConditionExpression: 'attribute_not_exists(keyId)',
      }),
    )
    return keep(schoolId, { id: keyId, bytes: Buffer.from(Plaintext) })
  }

  return {
    newest: async (schoolId) => {
      const known = newestIds.get(schoolId)
      const cached = known && known.until > clock().getTime() ? kept(schoolId, known.keyId) : undefined
      if (cached) return cached
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'schoolId = :school',
          ExpressionAttributeValues: { ':school': schoolId },
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: 1,
        }),
      )
      const [item] = Items
      const keyId = String(item?.['keyId'])
      const key = item
        ? (kept(schoolId, keyId) ?? (await unwrap(schoolId, keyId, item['wrapped'])))
        : await make(schoolId)
      newestIds.set(schoolId, { keyId: key.id, until: clock().getTime() + keptUnwrapped })
      return key
    },
    get: async (schoolId, keyId) => {
      const cached = kept(schoolId, keyId)
      if (cached) return cached
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: { schoolId, keyId } }))
      if (!Item) throw new Error('A sealed password names a data key that is not there')
      return unwrap(schoolId, keyId, Item['wrapped'])
    },
  }
}

export const dataKeysFromEnv = (): DataKeyStore =>
  dataKeyStore(dynamo(), new KMSClient({}), {
    table: setting('DATA_KEYS_TABLE'),
    wrappingKeyId: setting('WRAPPING_KEY_ID'),
    clock: () => new Date(),
  })
