import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Learner } from '../domain/learner.ts'
import type { LearnerIndexEntry, Position } from '../domain/learnerList.ts'
import type { School } from '../domain/school.ts'
import { type Db, dynamo, getMany, queryAll } from './dynamo.ts'
import { setting } from './environment.ts'
import { classPrefix, groupPrefix, isLearnerItem, placeByName, readIndexItem, readLearnerItem } from './learnerItem.ts'

/** A group of learners that can be paged through in the order of names. */
export type PagedGroup = { readonly kind: 'year-group' | 'registration-group'; readonly id: string }

export type LearnerGroup = PagedGroup | { readonly kind: 'teaching-class'; readonly id: string }

/** The learners of one school. Everything is read consistently: what a request changed, the next one sees. */
export type LearnerStore = {
  get(id: string): Promise<Learner | null>
  /** Those of the ids that are learners of this school, in the order asked for. */
  getMany(ids: readonly string[]): Promise<Learner[]>
  /** One page by surname, forename and id, of the school or one group, from the learner after that place. */
  page(group: PagedGroup | undefined, limit: number, after: Position | undefined): Promise<Learner[]>
  /** Everyone in a group, by name; everyone at the school without one. */
  everyone(group: LearnerGroup | undefined): Promise<Learner[]>
  /** The compact index of the whole school: at most 160 units at 2,500 learners. */
  index(): Promise<LearnerIndexEntry[]>
}

const indexOf = {
  'year-group': { IndexName: 'byYearGroup', sortKey: 'yearGroupKey' },
  'registration-group': { IndexName: 'byRegistrationGroup', sortKey: 'registrationGroupKey' },
} as const

const byName = { IndexName: 'byName', sortKey: 'nameKey' } as const

const compareByName = (a: Learner, b: Learner): number => {
  const placeOf = (learner: Learner) => placeByName(learner.surname, learner.forename, learner.id)
  return placeOf(a) < placeOf(b) ? -1 : 1
}

/**
 * The ends of all keys that begin with the prefix, up to where its last character is the next one. Unlike `begins_with`
 * it tells `7A` from `7a` on every emulator.
 */
const keysFrom = (prefix: string) => ({
  ':from': prefix,
  ':to': prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1),
})

export const learnerStore = (db: Db, table: string, school: School): LearnerStore => {
  const readMany = async (ids: readonly string[]) => {
    const keys = [...new Set(ids)].map((learnerId) => ({ schoolId: school.id, learnerId }))
    const found = (await getMany(db, table, keys)).filter(isLearnerItem).map(readLearnerItem)
    const byId = new Map(found.map((learner) => [learner.id, learner]))
    return [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
  }

  const queryOf = (group: PagedGroup | undefined) => {
    const { IndexName, sortKey } = group ? indexOf[group.kind] : byName
    return {
      TableName: table,
      IndexName,
      ConsistentRead: true,
      KeyConditionExpression: `schoolId = :school${group ? ` AND ${sortKey} BETWEEN :from AND :to` : ''}`,
      ExpressionAttributeValues: { ':school': school.id, ...(group && keysFrom(groupPrefix(group.id))) },
      sortKey,
    }
  }

  /** Nobody has to stand at that place any more for the list to go on from it. */
  const startAfter = (group: PagedGroup | undefined, sortKey: string, [, surname, forename, id]: Position) => ({
    schoolId: school.id,
    learnerId: id,
    [sortKey]: (group ? groupPrefix(group.id) : '') + placeByName(surname, forename, id),
  })

  return {
    get: async (id) => {
      const { Item } = await db.send(
        new GetCommand({ TableName: table, Key: { schoolId: school.id, learnerId: id }, ConsistentRead: true }),
      )
      return Item && isLearnerItem(Item) ? readLearnerItem(Item) : null
    },
    getMany: readMany,
    page: async (group, limit, after) => {
      const { sortKey, ...query } = queryOf(group)
      const { Items = [] } = await db.send(
        new QueryCommand({
          ...query,
          Limit: limit,
          ...(after && { ExclusiveStartKey: startAfter(group, sortKey, after) }),
        }),
      )
      return Items.map(readLearnerItem)
    },
    everyone: async (group) => {
      if (group?.kind !== 'teaching-class') {
        const { sortKey: _, ...query } = queryOf(group)
        return (await queryAll(db, query)).map(readLearnerItem)
      }
      const prefix = classPrefix(group.id)
      const members = await queryAll(db, {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'schoolId = :school AND learnerId BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':school': school.id, ...keysFrom(prefix) },
      })
      const ids = members.map(({ learnerId }) => String(learnerId).slice(prefix.length))
      return (await readMany(ids)).sort(compareByName)
    },
    index: async () => {
      const items = await queryAll(db, {
        TableName: table,
        IndexName: 'compact',
        ConsistentRead: true,
        KeyConditionExpression: 'schoolId = :school',
        ExpressionAttributeValues: { ':school': school.id },
      })
      return items.map(readIndexItem)
    },
  }
}

/** Stores by school: a school comes out of the checked session, so no request can name another one's learners. */
export type LearnersOf = (school: School) => LearnerStore

export const learnersFromEnv = (): LearnersOf => {
  const table = setting('LEARNERS_TABLE')
  return (school) => learnerStore(dynamo(), table, school)
}
