import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { DomainError } from '../domain/errors.ts'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'
import { newId } from './ids.ts'
import { remembered } from './remembered.ts'

export type DataKey = { readonly id: string; readonly bytes: Buffer }

/** The keys that passwords are sealed under, one line of them for each school, kept wrapped by KMS. */
export type DataKeyStore = {
  /** The school's newest key; a school without one gets its first. */
  newest(schoolId: string): Promise<DataKey>
  get(schoolId: string, keyId: string): Promise<DataKey>
}

type WrappedKey = { readonly keyId: string; readonly wrapped: Uint8Array }

const keptUnwrapped = 5 * 60_000

const nameOf = (schoolId: string, keyId: string) => `${schoolId} ${keyId}`

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
  // A print opens hundreds of seals at once: KMS is asked for their key once.
  const unwrapped = remembered<DataKey>(keptUnwrapped, clock)
  const newestOnes = remembered<WrappedKey>(keptUnwrapped, clock)

  const unwrap = async (schoolId: string, { keyId, wrapped }: WrappedKey): Promise<DataKey> => {
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
    return { id: keyId, bytes: Buffer.from(Plaintext) }
  }

  const make = async (schoolId: string): Promise<WrappedKey> => {
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
    const made = { keyId, wrapped: CiphertextBlob }
    await db.send(
      new PutCommand({
        TableName: table,
        Item: { schoolId, ...made },
        ConditionExpression: 'attribute_not_exists(keyId)',
      }),
    )
    await unwrapped(nameOf(schoolId, keyId), async () => ({ id: keyId, bytes: Buffer.from(Plaintext) }))
    return made
  }

  const findNewest = async (schoolId: string): Promise<WrappedKey> => {
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
    return (Items[0] as WrappedKey | undefined) ?? (await make(schoolId))
  }

  return {
    newest: async (schoolId) => {
      const found = await newestOnes(schoolId, () => findNewest(schoolId))
      return unwrapped(nameOf(schoolId, found.keyId), () => unwrap(schoolId, found))
    },
    get: (schoolId, keyId) =>
      unwrapped(nameOf(schoolId, keyId), async () => {
        const key = { schoolId, keyId }
        const { Item } = await db.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))
        if (!Item) throw new Error('A sealed password names a data key that is not there')
        return unwrap(schoolId, Item as WrappedKey)
      }),
  }
}

export const dataKeysFromEnv = (): DataKeyStore =>
  dataKeyStore(dynamo(), new KMSClient({}), {
    table: setting('DATA_KEYS_TABLE'),
    wrappingKeyId: setting('WRAPPING_KEY_ID'),
    clock: () => new Date(),
  })
