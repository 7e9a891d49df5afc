import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Learner } from '../../../../../shared/domain/learner.ts'
import type { WholeRoster } from '../../../../../shared/domain/roster/plan/planInput.ts'
import { planRoster } from '../../../../../shared/domain/roster/plan/planRoster.ts'
import { planText } from '../../../../../shared/domain/roster/plan/planText.ts'
import { daysAfter, hasLeft } from '../../../../../shared/domain/schoolDay.ts'
import { agrees, applied, type County, county, inputFor, learnersAt } from './county.ts'
import { aRoster, aRow, bulk, delta, upnOf } from './rosters.ts'

const schools = ['6814001', '6812002'] as const
const [oldSchool, newSchool] = schools
const start = '2026-09-01'

const person = fc.integer({ min: 1, max: 6 })
const someDay = fc.integer({ min: -400, max: 60 }).map((days) => daysAfter(start, days))

/** A row of one of six people, who may have a temporary UPN, somebody else's, or none but a sourcedId. */
const rows = fc
  .record({
    who: person,
    number: fc.constantFrom('own', 'own', 'own', 'own', 'own', 'another', 'temporary', 'none'),
    yearGroup: fc.constantFrom('7', '8', null, undefined),
    registrationGroup: fc.constantFrom('7A', '8B', undefined),
    leavingDate: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(null, null, null, undefined) }, someDay),
    born: fc.constantFrom(undefined, null, 'own', 'another'),
    enrolmentStatus: fc.constantFrom('C', 'M', 'S', 'G', undefined),
    enabled: fc.constantFrom(true, true, true, false),
    name: fc.constantFrom('Ann', 'Ann', 'Ann', 'Bet'),
    schoolNumber: fc.constantFrom(undefined, undefined, undefined, '6814001'),
  })
  .map(({ who, number, born, name, ...row }) =>
    aRow({
      ...row,
      upn:
        number === 'none'
          ? null
          : number === 'temporary'
            ? upnOf(who % 4, 'A')
            : upnOf(number === 'another' ? (who % 6) + 1 : who),
      sourcedId: number === 'none' ? `sourced-${who}` : null,
      admissionNumber: number === 'none' ? null : `00${who}`,
      legalForename: name,
      legalSurname: `Pupil${who}`,
      dateOfBirth: born && (born === 'own' ? `2014-01-0${who}` : '2013-12-31'),
    }),
  )

const rosters: fc.Arbitrary<WholeRoster> = fc
  .record({
    learners: fc.array(rows, { maxLength: 7 }),
    kind: fc.constantFrom('report', 'report', 'bulk', 'delta'),
    held: fc.array(
      fc.record({
        upn: fc.option(person.map((who) => upnOf(who))),
        admissionNumber: fc.constantFrom('001', '9', null),
      }),
      { maxLength: 1 },
    ),
    removed: fc.array(person, { maxLength: 2 }),
  })
  .map(({ learners, kind, held, removed }) =>
    aRoster(
      learners.map((row, place) => ({ ...row, row: place + 2 })),
      {
        ...(kind !== 'report' && { about: kind === 'bulk' ? bulk : delta }),
        held: held.map((row) => ({ ...row, row: 99, sourcedId: null })),
        removed:
          kind === 'delta' ? removed.map((who) => ({ row: null, sourcedId: `sourced-${who}`, upn: upnOf(who) })) : [],
      },
    ),
  )

const byHand = (learner: Learner, at: County): void => {
  if (learner.leaver && learner.otherSchoolIds.length > 0) return
  const changed =
    learner.status === 'active'
      ? ({ status: 'deactivated', deactivatedReason: 'by-hand' } as const)
      : ({ status: 'active', deactivatedReason: null } as const)
  for (const there of at.learners.values()) {
    const same = there.get(learner.id)
    if (same && (same === learner || !same.leaver)) there.set(learner.id, { ...same, ...changed })
  }
}

type Step = { schoolId: string; days: number; roster: WholeRoster | null; handed: number | null }
type Seen = { at: County; schoolId: string; today: string; roster: WholeRoster | null }

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    schoolId: fc.constantFrom(...schools),
    days: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.constantFrom(40, 400)),
    roster: fc.option(rosters, { freq: 5 }),
    handed: fc.option(person, { freq: 1 }),
  }),
  { minLength: 1, maxLength: 8 },
)

/** Lets rosters come to schools for a while, each plan approved, and shows what there was before each of them. */
const history = (taken: readonly Step[], look: (seen: Seen) => void): void => {
  let at = county(...schools)
  let today = start
  for (const { schoolId, days, roster, handed } of taken) {
    today = daysAfter(today, days)
    const whole = roster && { ...roster, day: today }
    look({ at, schoolId, today, roster: whole })
    at = applied(at, schoolId, planRoster(inputFor(at, schoolId, whole, today)), today, true)
    const learner = handed === null ? undefined : [...learnersAt(at, schoolId).values()][handed]
    if (learner) byHand(learner, at)
  }
}

const everyStep = (look: (seen: Seen) => void, numRuns = 300): void => {
  fc.assert(
    fc.property(steps, (taken) => history(taken, look)),
    { numRuns },
  )
}

describe('whatever rosters come to two schools', () => {
  test('applying a plan and planning again gives no changes', () => {
    everyStep(({ at, schoolId, today, roster }) => {
      const plan = planRoster(inputFor(at, schoolId, roster, today))
      const after = applied(at, schoolId, plan, today, true)
      expect(planRoster(inputFor(after, schoolId, roster, today)).decisions).toEqual([])
    })
  })

  test('every record agrees with its account', () => {
    everyStep(({ at }) => expect(agrees(at)).toBe(true))
  })

  test('the order of rows and of learners doesn’t matter', () => {
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (taken, numbers) => {
        const shuffled = <T>(values: readonly T[]): T[] =>
          values
            .map((value) => [numbers.next().value, value] as const)
            .sort(([a], [b]) => a - b)
            .map(([, value]) => value)
        history(taken, ({ at, schoolId, today, roster }) => {
          const input = inputFor(at, schoolId, roster, today)
          const other = {
            ...input,
            current: shuffled(input.current),
            elsewhere: shuffled(input.elsewhere),
            roster: roster && { ...roster, learners: shuffled(roster.learners) },
          }
          const [plan, same] = [planRoster(input), planRoster(other)]
          expect(planText(same)).toBe(planText(plan))
          expect(same.counts).toEqual(plan.counts)
          expect(same.reports).toEqual(plan.reports)
        })
      }),
      { numRuns: 200 },
    )
  })

  test('the same input gives the same plan', () => {
    everyStep(({ at, schoolId, today, roster }) => {
      const input = inputFor(at, schoolId, roster, today)
      expect(planText(planRoster(structuredClone(input)))).toBe(planText(planRoster(input)))
    }, 100)
  })

  test('a held plan changes nothing', () => {
    let held = 0
    everyStep(({ at, schoolId, today, roster }) => {
      const plan = planRoster(inputFor(at, schoolId, roster, today))
      if (plan.holds.length === 0) return
      held += 1
      expect(applied(at, schoolId, plan, today, false)).toEqual(at)
    }, 200)
    expect(held).toBeGreaterThan(50)
  })

  test('nobody is deactivated without a reason from the rules', () => {
    let deactivated = 0
    everyStep(({ at, schoolId, today, roster }) => {
      for (const decision of planRoster(inputFor(at, schoolId, roster, today)).decisions) {
        if (decision.action !== 'change' || !decision.changes.some(({ kind }) => kind === 'deactivate')) continue
        deactivated += 1
        const { learner, set } = decision
        const row = roster?.learners.find((one) => one.row === decision.row)
        const otherSchools = [...at.learners].filter(([id, there]) => id !== schoolId && there.get(learner.id))
        const reasons = {
          datePassed: hasLeft(row?.leavingDate ?? learner.leavingDate, today),
          curtailed: roster?.about.format !== 'mis-report' && row?.enabled === false,
          missingTwice:
            roster?.about.complete === true &&
            !roster.learners.some(({ upn }) => upn === learner.upn && upn !== null) &&
            learner.missingSince !== null &&
            learner.missingSince < roster.day,
          takenOff:
            roster?.removed.some(({ sourcedId, upn }) => sourcedId === learner.sourcedId || upn === learner.upn) ===
            true,
        }
        expect(Object.values(reasons)).toContain(true)
        expect(otherSchools.filter(([, there]) => there.get(learner.id)?.leaver === false)).toEqual([])
        expect(learner.deactivatedReason).toBe(null)
        expect(set.status).toBe('deactivated')
      }
    })
    expect(deactivated).toBeGreaterThan(50)
  })

  test('a name, a username and an account deactivated by hand stay as they are', () => {
    everyStep(({ at, schoolId, today, roster }) => {
      const after = applied(at, schoolId, planRoster(inputFor(at, schoolId, roster, today)), today, true)
      for (const [id, before] of learnersAt(at, schoolId)) {
        const learner = learnersAt(after, schoolId).get(id)
        if (!learner || before.otherSchoolIds.length > 0) continue
        const { username, forename, surname, legalForename, legalSurname } = before
        expect(learner).toMatchObject({ username, forename, surname, legalForename, legalSurname })
        if (before.deactivatedReason === 'by-hand') expect(learner.deactivatedReason).toBe('by-hand')
      }
    }, 200)
  })
})

/** What a school shows of its learners; a record's version counts how often it was touched. */
const shownAt = (at: County, schoolId: string): unknown[] =>
  [...learnersAt(at, schoolId).values()]
    .map(({ version: _, createdAt: __, ...learner }) => learner)
    .sort((a, b) => (a.id < b.id ? -1 : 1))

describe('a move', () => {
  const move = fc.record({
    who: fc.uniqueArray(person, { minLength: 1, maxLength: 6 }),
    known: fc.boolean(),
    hand: fc.boolean(),
    left: fc.integer({ min: -300, max: -1 }).map((days) => daysAfter(start, days)),
  })
  const row = (who: number, leavingDate: string | null) =>
    aRow({
      row: who,
      upn: upnOf(who),
      admissionNumber: `00${who}`,
      legalForename: 'Ann',
      legalSurname: `Pupil${who}`,
      leavingDate,
    })
  const sync = (at: County, schoolId: string, roster: WholeRoster): County =>
    applied(at, schoolId, planRoster(inputFor(at, schoolId, roster, start)), start, true)

  test('ends alike whether the new school’s roster comes first or the old one’s', () => {
    fc.assert(
      fc.property(move, ({ who, known, hand, left }) => {
        let before = county(...schools)
        if (known)
          before = sync(
            before,
            oldSchool,
            aRoster(
              who.map((one) => row(one, null)),
              { day: '2026-08-01' },
            ),
          )
        if (hand) for (const learner of learnersAt(before, oldSchool).values()) byHand(learner, before)
        const leaves = aRoster(
          who.map((one) => row(one, left)),
          { day: start },
        )
        const comes = aRoster(
          who.map((one) => row(one, null)),
          { day: start },
        )
        const oldFirst = sync(sync(before, oldSchool, leaves), newSchool, comes)
        const newFirst = sync(sync(before, newSchool, comes), oldSchool, leaves)
        for (const schoolId of schools) expect(shownAt(newFirst, schoolId)).toEqual(shownAt(oldFirst, schoolId))
        expect(newFirst.accounts).toEqual(oldFirst.accounts)
        expect(agrees(oldFirst)).toBe(true)
        expect(newFirst.accounts.size).toBe(who.length)
      }),
    )
  })
})
