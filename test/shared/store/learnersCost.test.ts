import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Learner } from '../../../shared/domain/learner.ts'
import type { Db } from '../../../shared/store/dynamo.ts'
import { learnerItem } from '../../../shared/store/learnerItem.ts'
import { type LearnerStore, learnerStore } from '../../../shared/store/learners.ts'
import { aLearner, aSchool } from '../../support/builders.ts'
import { emptyTables } from '../../support/emulator.ts'

const school = aSchool()
const size = 2500
const forenames = [
  'Gwenllian Haf',
  'Maximilian',
  'Siân',
  'Llywelyn',
  'Alexandra-Mair',
  'Muhammad',
  'Beth',
  'Christopher',
]
const surnames = ['Llywelyn-Davies', 'Jones', 'Williams-Griffiths', "O'Brien", 'Rowlands', 'Abdirahman', 'van der Berg']
const subjects = ['Ma', 'Cy', 'En', 'Gw', 'Ha', 'Da', 'Ce', 'Ad', 'Te', 'Cr']

/** A learner of a large school: names of about fifteen letters, ten classes, every field filled. */
const realistic = (number: number): Learner => {
  const year = 7 + (number % 7)
  const group = `${year}${'ABCDEFGHIJ'[number % 10]}`
  const surname = surnames[number % surnames.length] ?? ''
  return aLearner({
    id: number.toString(36).padStart(16, '0'),
    forename: forenames[number % forenames.length] ?? '',
    surname,
    username: `${surname.replace(/\W/g, '')}G${number % 40}`,
    upn: `B${String(681_400_100_000 + number)}`,
    admissionNumber: String(number).padStart(6, '0'),
    yearGroup: String(year),
    registrationGroup: group,
    teachingClasses: subjects.map((subject) => `${group}/${subject}${number % 4}`),
    passwordStatus: 'available',
    passwordSetAt: '2026-09-01T08:00:00.000Z',
    passwordVersion: 2,
  })
}

/** Runs one call of the store and adds up the read units that its queries took, as the database counts them. */
let unitsOf: (read: (store: LearnerStore) => Promise<unknown>) => Promise<number>

beforeAll(async () => {
  const { db, tables } = await emptyTables()
  const items = Array.from({ length: size }, (_, number) => learnerItem(school.id, realistic(number)))
  for (let start = 0; start < size; start += 25) {
    const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }))
    await db.send(new BatchWriteCommand({ RequestItems: { [tables.Learners]: puts } }))
  }
  unitsOf = async (read) => {
    let units = 0
    const counting = {
      send: async (command: QueryCommand) => {
        const answer = await db.send(new QueryCommand({ ...command.input, ReturnConsumedCapacity: 'TOTAL' }))
        units += answer.ConsumedCapacity?.CapacityUnits ?? Number.NaN
        return answer
      },
    } as unknown as Db
    await read(learnerStore(counting, tables.Learners, school))
    return units
  }
})

/** The size of an item by DynamoDB's own rules, in bytes: names and values in UTF-8. */
const bytesOf = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name + String(value)), 0)

describe(`reading a school of ${size} learners`, () => {
  it('takes at most 160 units for the compact index of all of them', async () => {
    const units = await unitsOf(async (store) => expect(await store.index()).toHaveLength(size))
    expect(units).toBeLessThanOrEqual(160)
    expect(units).toBeGreaterThan(50)

    const projected = Array.from({ length: size }, (_, number) => {
      const { schoolId, learnerId, nameKey, index } = learnerItem(school.id, realistic(number))
      return bytesOf({ schoolId, learnerId, nameKey, index })
    }).reduce((sum, bytes) => sum + bytes, 0)
    expect(projected / 4096).toBeLessThanOrEqual(160)
  })

  it.each([
    ['of the school', undefined],
    ['of a year group', { kind: 'year-group', id: '9' }],
    ['of a registration group', { kind: 'registration-group', id: '9C' }],
  ] as const)('takes at most 15 units for a page of 50 %s by name', async (_what, group) => {
    const units = await unitsOf(async (store) => {
      const page = await store.page(group, 51, undefined)
      expect(page.length).toBeGreaterThan(30)
    })
    expect(units).toBeLessThanOrEqual(15)
    expect(units).toBeGreaterThan(5)
  })
})
