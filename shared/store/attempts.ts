import { createHmac } from 'node:crypto'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { secondsToWait } from '../domain/throttle.ts'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'
import { secretParameter } from './parameters.ts'

/** Either the attempt is taken down and may go ahead, or it has to wait so many seconds. */
export type Reservation = { readonly allowed: true } | { readonly allowed: false; readonly retryAfter: number }

/**
 * Counts failures to give the right password. An attempt is taken down as a failure before the password is looked at,
 * so that guesses made at the same time can't slip past the limit; the right password clears the count.
 */
export type AttemptStore = {
  reserve(who: string, now: Date): Promise<Reservation>
  clear(who: string): Promise<void>
  /** Takes down an unknown username from an address; false when the address has tried too many different ones. */
  reserveUnknown(address: string, username: string, now: Date): Promise<boolean>
}

const day = 86_400
const tries = 12
const window = 300
/** Different unknown usernames that one address may try within the window. */
export const unknownPerAddress = 50

const secondsOf = (now: Date): number => Math.ceil(now.getTime() / 1000)

/** @param keys names are kept as HMACs under the newest of these: what people mistype may be a password. */
export const attemptStore = (db: Db, table: string, keys: () => Promise<readonly Buffer[]>): AttemptStore => {
  const keyed = async (kind: string, text: string) => {
    const [key] = await keys()
    if (!key) throw new Error('There is no key for attempts')
    return `${kind}#${createHmac('sha256', key).update(`attempt ${kind} ${text}`).digest('base64url')}`
  }

  const isLost = (error: unknown): boolean => error instanceof ConditionalCheckFailedException

  return {
    reserve: async (who, now) => {
      const key = await keyed('name', who)
      for (let attempt = 0; attempt < tries; attempt++) {
        const { Item } = await db.send(new GetCommand({ TableName: table, Key: { key }, ConsistentRead: true }))
        const failures = Number(Item?.['failures'] ?? 0)
        const waitUntil = Number(Item?.['waitUntil'] ?? 0)
        if (waitUntil > now.getTime()) {
          return { allowed: false, retryAfter: Math.ceil((waitUntil - now.getTime()) / 1000) }
        }
        const wait = secondsToWait(failures + 1)
        try {
          await db.send(
            new UpdateCommand({
              TableName: table,
              Key: { key },
              UpdateExpression: 'SET failures = :next, waitUntil = :until, expiresAtSeconds = :expires',
              ConditionExpression: failures === 0 ? 'attribute_not_exists(failures)' : 'failures = :seen',
              ExpressionAttributeValues: {
                ':next': failures + 1,
                // No wait is none for a request either that began a moment earlier and comes second.
                ':until': wait === 0 ? 0 : now.getTime() + wait * 1000,
                ':expires': secondsOf(now) + day,
                ...(failures > 0 && { ':seen': failures }),
              },
            }),
          )
          return { allowed: true }
        } catch (error) {
          if (!isLost(error)) throw error
        }
      }
      return { allowed: false, retryAfter: 1 }
    },
    clear: async (who) => {
      await db.send(new DeleteCommand({ TableName: table, Key: { key: await keyed('name', who) } }))
    },
    reserveUnknown: async (address, username, now) => {
      const period = Math.floor(now.getTime() / 1000 / window)
      try {
        await db.send(
          new UpdateCommand({
            TableName: table,
            Key: { key: `${await keyed('address', address)}#${period}` },
            UpdateExpression: 'ADD #names :name SET expiresAtSeconds = :expires',
            ConditionExpression: 'attribute_not_exists(#names) OR size(#names) < :most OR contains(#names, :one)',
            ExpressionAttributeNames: { '#names': 'names' },
            ExpressionAttributeValues: {
              ':name': new Set([await keyed('name', username)]),
              ':one': await keyed('name', username),
              ':most': unknownPerAddress,
              ':expires': secondsOf(now) + 2 * window,
            },
          }),
        )
        return true
      } catch (error) {
        if (isLost(error)) return false
        throw error
      }
    },
  }
}

export const attemptStoreFromEnv = (): AttemptStore =>
  attemptStore(dynamo(), setting('ATTEMPTS_TABLE'), secretParameter('pepper'))
