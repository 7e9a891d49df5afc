import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { dataKeyStore } from '../../../shared/store/dataKeys.ts'
import { emptyTables } from '../../support/emulator.ts'
import { minutes, standingClock } from '../../support/world/clock.ts'

const wrappingKeyId = 'arn:aws:kms:eu-west-2:000000000000:key/wrapping'

/** KMS as it is seen from here: it wraps by adding the context, and unwraps under the same context alone. */
const opened = async () => {
  const { db, tables } = await emptyTables()
  const client = new KMSClient({ region: 'eu-west-2' })
  const kms = mockClient(client)
  const clock = standingClock()
  const state = { made: 0, down: false }
  const wrapped = (context: unknown, number: number) => Buffer.from(JSON.stringify([context, number]))
  kms.on(GenerateDataKeyCommand).callsFake(async ({ EncryptionContext, KeySpec, KeyId }) => {
    if (state.down) throw new Error('KMS is down')
    expect({ KeySpec, KeyId }).toEqual({ KeySpec: 'AES_256', KeyId: wrappingKeyId })
    state.made += 1
    return { Plaintext: Buffer.alloc(32, state.made), CiphertextBlob: wrapped(EncryptionContext, state.made) }
  })
  kms.on(DecryptCommand).callsFake(async ({ CiphertextBlob, EncryptionContext, KeyId }) => {
    if (state.down) throw new Error('KMS is down')
    const [context, number] = JSON.parse(Buffer.from(CiphertextBlob).toString())
    expect({ EncryptionContext, KeyId }).toEqual({ EncryptionContext: context, KeyId: wrappingKeyId })
    return { Plaintext: Buffer.alloc(32, number) }
  })
  return {
    kms,
    clock,
    state,
    /** Another function, which remembers nothing. */
    store: () => dataKeyStore(db, client, { table: tables.DataKeys, wrappingKeyId, clock }),
    stored: async () => (await db.send(new ScanCommand({ TableName: tables.DataKeys }))).Items ?? [],
    /** A newer key of a school, made somewhere else. */
    addKey: (schoolId: string, keyId: string, number: number) => {
      const context = { purpose: 'learner-passwords', schoolId, keyId }
      const Item = { schoolId, keyId, wrapped: wrapped(context, number) }
      return db.send(new PutCommand({ TableName: tables.DataKeys, Item }))
    },
    calls: () => kms.commandCalls(DecryptCommand).length + kms.commandCalls(GenerateDataKeyCommand).length,
  }
}

describe('data keys', () => {
  it('are made for a school at its first need, and found again by every function', async () => {
    const { store, stored, kms } = await opened()
    const key = await store().newest('6814001')
    expect(key.bytes).toHaveLength(32)
    expect(await store().newest('6814001')).toEqual(key)
    expect(await store().get('6814001', key.id)).toEqual(key)
    expect((await store().newest('6814002')).bytes).not.toEqual(key.bytes)
    expect(kms.commandCalls(GenerateDataKeyCommand)).toHaveLength(2)
    expect(kms.commandCalls(GenerateDataKeyCommand)[0]?.args[0].input.EncryptionContext).toEqual({
      purpose: 'learner-passwords',
      schoolId: '6814001',
      keyId: key.id,
    })
    expect(JSON.stringify(await stored())).not.toContain(key.bytes.toString('base64'))
  })

  it('that are newest seal from here on; older ones open what they sealed', async () => {
    const { store, addKey } = await opened()
    const older = await store().newest('6814001')
    await addKey('6814001', 'zzzzzzzz-newer', 77)
    await addKey('6814002', 'zzzzzzzz-newest', 78)
    expect(await store().newest('6814001')).toEqual({ id: 'zzzzzzzz-newer', bytes: Buffer.alloc(32, 77) })
    expect(await store().get('6814001', older.id)).toEqual(older)
  })

  it('are kept unwrapped for five minutes and no longer', async () => {
    const { store, clock, calls } = await opened()
    const one = store()
    const key = await one.newest('6814001')
    clock.forward(4 * minutes)
    await one.newest('6814001')
    await one.get('6814001', key.id)
    expect(calls()).toBe(1)
    clock.forward(1 * minutes)
    expect(await one.get('6814001', key.id)).toEqual(key)
    expect(calls()).toBe(2)
    expect(await one.newest('6814001')).toEqual(key)
    expect(calls()).toBe(2)
    clock.forward(5 * minutes)
    expect(await one.newest('6814001')).toEqual(key)
    expect(calls()).toBe(3)
  })

  it('are asked of KMS once for a whole print', async () => {
    const { store, calls } = await opened()
    const { id } = await store().newest('6814001')
    const printing = store()
    await Promise.all(Array.from({ length: 200 }, () => printing.get('6814001', id)))
    expect(calls()).toBe(2)
  })

  it('of another school do not open', async () => {
    const { store } = await opened()
    const { id } = await store().newest('6814001')
    await expect(store().get('6814002', id)).rejects.toThrow('names a data key that is not there')
  })

  it('cannot be had while KMS is down, and can again when it is back', async () => {
    const { state, store, stored } = await opened()
    const down = { code: 'temporarily-unavailable', retryAfter: 60 }
    const one = store()
    state.down = true
    await expect(one.newest('6814001')).rejects.toMatchObject(down)
    expect(await stored()).toEqual([])
    state.down = false
    const key = await one.newest('6814001')
    state.down = true
    const other = store()
    await expect(other.get('6814001', key.id)).rejects.toMatchObject(down)
    expect(await one.get('6814001', key.id)).toEqual(key)
    state.down = false
    expect(await other.get('6814001', key.id)).toEqual(key)
  })
})
