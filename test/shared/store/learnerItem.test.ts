import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { consents, deactivatedReasons, type Learner, passwordStatuses } from '../../../shared/domain/learner.ts'
import { indexEntryOf } from '../../../shared/domain/learnerList.ts'
import { keptName, nameKey } from '../../../shared/domain/names.ts'
import {
  classPrefix,
  learnerItem,
  placeByName,
  readIndexItem,
  readLearnerItem,
} from '../../../shared/store/learnerItem.ts'
import { aLearner, idFrom } from '../../support/builders.ts'

const name = fc.string({ unit: 'binary', maxLength: 60 }).map(keptName)
const group = name.filter((text) => text !== '')
const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })

const learners: fc.Arbitrary<Learner> = fc
  .record({
    forename: name,
    surname: name,
    username: fc.stringMatching(/^[A-Za-z]{1,40}[0-9]{0,4}$/),
    upn: fc.option(fc.stringMatching(/^[A-Z][0-9]{11}[0-9A-Z]$/)),
    admissionNumber: fc.option(group),
    yearGroup: fc.option(fc.constantFrom('N1', 'R', '1', '7', '14')),
    registrationGroup: fc.option(group),
    teachingClasses: fc.array(group, { maxLength: 12 }),
    leaver: fc.boolean(),
    leavingDate: fc.option(fc.constant('2026-07-20')),
    status: fc.constantFrom('active', 'deactivated'),
    deactivatedReason: fc.option(fc.constantFrom(...deactivatedReasons)),
    consent: fc.constantFrom(...consents),
    createdAt: instant.map((date) => date.toISOString()),
    passwordStatus: fc.constantFrom(...passwordStatuses),
    passwordSetAt: fc.option(instant.map((date) => date.toISOString())),
    passwordVersion: fc.nat(),
    version: fc.nat(),
  })
  .map((fields) => aLearner({ ...fields, id: idFrom('anyone') }))

describe('a learner as an item', () => {
  it('is read back as the same learner', () => {
    fc.assert(
      fc.property(learners, (learner) => {
        expect(readLearnerItem(learnerItem('6814001', learner))).toEqual(learner)
      }),
    )
  })

  it('tells the compact index all that filters, order and search ask for', () => {
    fc.assert(
      fc.property(learners, (learner) => {
        const { learnerId, nameKey: key, index } = learnerItem('6814001', learner)
        const { id, username, upn, admissionNumber, yearGroup, registrationGroup, ...rest } = indexEntryOf(learner)
        const { teachingClasses, leaver, status, consent, createdAt, passwordStatus } = rest
        const { foldedForename, foldedSurname } = rest
        expect(readIndexItem({ schoolId: '6814001', learnerId, nameKey: key, index })).toEqual({
          ...{ id, username, upn, admissionNumber, yearGroup, registrationGroup, teachingClasses },
          ...{ leaver, status, consent, createdAt, passwordStatus, foldedForename, foldedSurname },
        })
      }),
    )
  })

  it('has sort keys that fit, and has none for a group that there is not', () => {
    fc.assert(
      fc.property(learners, (learner) => {
        const item = learnerItem('6814001', learner)
        expect('yearGroupKey' in item).toBe(learner.yearGroup !== null)
        expect('registrationGroupKey' in item).toBe(learner.registrationGroup !== null)
        for (const key of [item.nameKey, item.yearGroupKey, item.registrationGroupKey]) {
          expect(Buffer.byteLength(key ?? '')).toBeLessThanOrEqual(1024)
        }
      }),
    )
  })

  it('refuses an index of another form', () => {
    expect(() => readIndexItem({ learnerId: 'x', nameKey: 'a\tb\tx', index: 'zzzz' })).toThrow(
      'a form that is not known',
    )
    expect(() => readLearnerItem({ learnerId: 'x' })).toThrow()
  })
})

describe('places by name', () => {
  it('are the same for names that are folded already, so that a list goes on from where it stopped', () => {
    fc.assert(
      fc.property(name, name, (surname, forename) => {
        const { foldedSurname, foldedForename } = indexEntryOf(aLearner({ surname, forename, id: 'x' }))
        expect(placeByName(foldedSurname, foldedForename, 'x')).toBe(placeByName(surname, forename, 'x'))
        expect(placeByName(surname, forename, 'x')).toBe(`${nameKey(surname, forename)}\tx`)
      }),
    )
  })
})

describe('classPrefix', () => {
  it('keeps classes apart whose names begin alike', () => {
    expect('7A/Ma10'.startsWith('7A/Ma1')).toBe(true)
    expect(`${classPrefix('7A/Ma10')}x`.startsWith(classPrefix('7A/Ma1'))).toBe(false)
  })
})
