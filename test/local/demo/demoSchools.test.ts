import { describe, expect, test } from 'vitest'
import { readMisReport } from '../../../functions/roster/misReport/readMisReport.ts'
import { demoSchools } from '../../../local/demo/demoSchools.ts'
import type { RosterLearner } from '../../../shared/domain/roster/rosterLearner.ts'
import { hasLeft } from '../../../shared/domain/schoolDay.ts'
import { usernameKey, usernameStem } from '../../../shared/domain/usernames.ts'

const today = '2026-09-01'
const schools = demoSchools({ today })

const learnersIn = async (csv: string): Promise<RosterLearner[]> => {
  const learners: RosterLearner[] = []
  const bytes = (async function* () {
    yield Buffer.from(csv)
  })()
  for await (const item of readMisReport(bytes)) {
    if (item.kind !== 'learner') throw new Error(JSON.stringify(item))
    learners.push(item.learner)
  }
  return learners
}

const secondary = await learnersIn(schools[0]?.report.csv ?? '')
const primary = await learnersIn(schools[1]?.report.csv ?? '')

describe('the two demo schools', () => {
  test('are a secondary school of 900 and a primary school of 210, whose reports have no faults', () => {
    expect(schools.map(({ id, phase }) => [id, phase])).toEqual([
      ['6994001', 'secondary'],
      ['6992001', 'primary'],
    ])
    expect([secondary.length, primary.length]).toEqual([900, 210])
  })

  test('have every year, and registration groups of at most 30', () => {
    expect([...new Set(secondary.map((one) => one.yearGroup))]).toEqual(['7', '8', '9', '10', '11', '12', '13'])
    expect([...new Set(primary.map((one) => one.yearGroup))]).toEqual(['N2', 'R', '1', '2', '3', '4', '5', '6'])
    const groups = Object.values(Object.groupBy([...secondary, ...primary], (one) => one.registrationGroup ?? ''))
    expect(Math.max(...groups.map((group) => group?.length ?? 0))).toBe(30)
    expect(secondary.filter((one) => one.registrationGroup === '7A')).toHaveLength(30)
    expect(secondary.filter((one) => one.registrationGroup === '7A').map((one) => one.legalForename)).toContain('Siân')
    expect(secondary[0]?.teachingClasses).toContain('7A/Ma1')
  })

  test('have no two learners with one UPN or one admission number, and a few temporary UPNs', () => {
    const all = [...secondary, ...primary]
    expect(new Set(all.map((one) => one.upn)).size).toBe(all.length)
    expect(new Set(secondary.map((one) => one.admissionNumber)).size).toBe(secondary.length)
    expect(all.filter((one) => one.temporaryUpn).length).toBeGreaterThan(2)
    expect(all.filter((one) => one.temporaryUpn).length).toBeLessThan(30)
    expect(all.every((one) => Number(one.upn?.slice(1, 4)) >= 660 && Number(one.upn?.slice(1, 4)) <= 681)).toBe(true)
  })

  test.each([
    ['secondary', secondary],
    ['primary', primary],
  ])('%s: a few have left, some will leave, one leaves today, and nobody left before joining', (_, learners) => {
    const left = learners.filter((one) => hasLeft(one.leavingDate, today))
    expect(left.length).toBeGreaterThanOrEqual(1)
    expect(left.length).toBeLessThanOrEqual(5)
    expect(learners.filter((one) => one.leavingDate && one.leavingDate > today).length).toBeGreaterThan(0)
    expect(learners.some((one) => one.leavingDate === today)).toBe(true)
    expect(learners.every((one) => one.admissionDate && one.admissionDate <= today)).toBe(true)
    expect(learners.every((one) => !one.leavingDate || one.leavingDate > (one.admissionDate ?? today))).toBe(true)
    expect(new Set(learners.map((one) => one.consent))).toEqual(new Set(['given', 'not-given', 'withdrawn', 'unknown']))
  })

  test.each([
    ['secondary', secondary],
    ['primary', primary],
  ])('%s: hard names, one name twice, and usernames that clash', (_, learners) => {
    const names = learners.map((one) => `${one.legalForename}|${one.legalSurname}`)
    expect(names).toContain("Niamh|O'Brien")
    expect(names).toContain('Suharto|')
    expect(names).toContain('Anna Lisa|van der Berg')
    expect(names.filter((name) => name === 'Tomos|Evans').length).toBeGreaterThanOrEqual(2)
    const stems = learners.map((one) => usernameKey(usernameStem(one.legalForename, one.legalSurname)))
    expect(stems.filter((stem) => stem === 'learner').length).toBeGreaterThanOrEqual(3)
    expect(new Set(stems).size).toBeLessThan(stems.length * 0.95)
  })

  test('are the same each time, and others with another seed', () => {
    expect(demoSchools({ today })).toEqual(schools)
    expect(demoSchools({ today, seed: 2 })[0]?.report.csv).not.toBe(schools[0]?.report.csv)
  })

  test('are written as two different systems write them', () => {
    expect(schools[0]?.report.csv.startsWith('\uFEFFAdno,UPN,')).toBe(true)
    expect(schools[1]?.report.csv.startsWith('School Number,')).toBe(true)
    expect(primary.every((one) => one.schoolNumber === '6992001')).toBe(true)
  })
})

test.each([1, 7, 31, 2_500])('a demo of three schools of %i learners has no faults either', async (size) => {
  const larger = demoSchools({ schools: 3, learners: size, today: '2026-02-28' })
  const rosters = await Promise.all(larger.map((school) => learnersIn(school.report.csv)))
  expect(rosters.map((learners) => learners.length)).toEqual([size, size, size])
  expect(new Set(rosters.flat().map((one) => one.upn)).size).toBe(3 * size)
  expect(rosters[2]?.[0]).toMatchObject({ legalForename: 'Siân', registrationGroup: '7A' })
})

test('many schools have ids and names of their own', () => {
  const many = demoSchools({ schools: 100, learners: 1, today })
  expect(new Set(many.map(({ id }) => id)).size).toBe(100)
  expect(new Set(many.map(({ name }) => name.cy)).size).toBe(100)
})
