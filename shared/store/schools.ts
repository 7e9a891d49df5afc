import { GetCommand, paginateScan, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb'
import type { School } from '../domain/school.ts'
import { type Db, dynamo, getMany } from './dynamo.ts'
import { setting } from './environment.ts'
import { storedSchool } from './stored.ts'
import { transact, type Write } from './transact.ts'

export type SchoolStore = {
  get(id: string): Promise<School | null>
  /** Schools by id, in the order of their ids. */
  getMany(ids: readonly string[]): Promise<School[]>
  /** Schools of an authority in the order of their ids, from the one after `after`. */
  ofAuthority(authorityId: string, limit: number, after: string | undefined): Promise<School[]>
  /** The ids of all schools of all authorities, in order. */
  allIds(): Promise<string[]>
  /** Notes when a roster was last applied. */
  rosterApplied(id: string, at: Date): Promise<void>
  /** Makes a school; false when its id is taken. */
  create(school: School): Promise<boolean>
}

export const schoolKey = (id: string) => ({ pk: `school#${id}`, sk: 'school' })
const ofAuthorityKey = ({ id, authorityId }: School) => ({ pk: `authority#${authorityId}`, sk: `school#${id}` })

export const schoolStore = (db: Db, table: string): SchoolStore => {
  const read = async (ids: readonly string[]) => {
    const schools = (await getMany(db, table, ids.map(schoolKey))).map((item) => storedSchool.parse(item))
    return schools.sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  return {
    get: async (id) => {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: schoolKey(id), ConsistentRead: true }))
      return Item ? storedSchool.parse(Item) : null
    },
    getMany: read,
    ofAuthority: async (authorityId, limit, after) => {
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :authority AND sk > :after',
          ExpressionAttributeValues: { ':authority': `authority#${authorityId}`, ':after': `school#${after ?? ''}` },
          ConsistentRead: true,
          Limit: limit,
        }),
      )
      return read(Items.map(({ id }) => String(id)))
    },
    allIds: async () => {
      const ids: string[] = []
      const pages = paginateScan(
        { client: db },
        {
          TableName: table,
          FilterExpression: 'sk = :school',
          ProjectionExpression: 'id',
          ExpressionAttributeValues: { ':school': 'school' },
        },
      )
      for await (const { Items = [] } of pages) ids.push(...Items.map(({ id }) => String(id)))
      return ids.sort()
    },
    rosterApplied: async (id, at) => {
      await db.send(
        new UpdateCommand({
          TableName: table,
          Key: schoolKey(id),
          UpdateExpression: 'SET lastRosterSync = :at',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeValues: { ':at': at.toISOString() },
        }),
      )
    },
    create: async (school) => {
      const put = (key: { pk: string; sk: string }, rest: object): Write => ({
        Put: { TableName: table, Item: { ...key, ...rest }, ConditionExpression: 'attribute_not_exists(pk)' },
      })
      const failed = await transact(
        db,
        new Map([
          ['school', put(schoolKey(school.id), school)],
          ['of-authority', put(ofAuthorityKey(school), { id: school.id })],
        ]),
      )
      return failed.length === 0
    },
  }
}

export const schoolStoreFromEnv = (): SchoolStore => schoolStore(dynamo(), setting('SCHOOLS_TABLE'))
