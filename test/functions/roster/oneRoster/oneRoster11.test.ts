import { describe, expect, test } from 'vitest'
import { bundleOf, itemsOf, learnersOf, lines, oneOrg, open, orgs, users11 } from './bundle.ts'

const wanted = { schoolNumber: '6600001' }
const classHeader = 'sourcedId,title,classCode,classType,schoolSourcedId'
const enrolmentHeader = 'classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate'

const school = bundleOf('1.1', {
  orgs,
  classes: lines(
    classHeader,
    'c-7a,7A,REG7A,Homeroom,o-1',
    'c-7b,7B,REG7B,homeroom,o-1',
    'c-ma1,Mathemateg,Ma1,scheduled,o-1',
    'c-ma2,Mathemateg,Ma2,scheduled,o-1',
    'c-cy,Cymraeg,Cy1,,o-1',
    'c-other,Elsewhere,E,scheduled,o-2',
  ),
  enrollments: lines(
    enrolmentHeader,
    'c-7b,o-1,u-1,student,2025-09-01,2026-09-01',
    'c-7a,o-1,u-1,Student,2026-09-01,2027-07-20',
    'c-ma1,o-1,u-1,student,,',
    'c-ma1,o-1,u-1,student,,',
    'c-cy,o-1,u-1,student,2026-09-01T00:00:00Z,2026-11-25',
    'c-ma2,o-1,u-1,student,2026-11-25,',
    'c-ma2,o-1,u-2,student,,2026-11-24',
    'c-other,o-2,u-2,student,,',
    'c-7a,o-1,u-3,teacher,,',
  ),
  demographics: lines('sourcedId,birthDate,sex', 'u-1,2015-02-13,female', 'u-4,2014-01-01,'),
  users: lines(
    users11,
    'u-1,active,true,o-1,student,"{LDAP:x},{UPN:B801200005001}",Siân,Llŷr,07',
    'u-2,,FALSE,"o-2, o-1",Student,,Suharto,-,KG',
    'u-3,,true,o-1,teacher,,Ann,Teacher,',
    'u-4,,true,o-2,student,,Of,Elsewhere,07',
    'u-5,tobedeleted,true,o-1,student,,Deleted,Learner,07',
  ),
})

describe('a complete OneRoster 1.1 bundle', () => {
  test('gives the learners of the school that is asked for, and nobody else', async () => {
    const common = {
      temporaryUpn: false,
      admissionNumber: null,
      admissionDate: null,
      preferredForename: undefined,
      preferredSurname: undefined,
      leavingDate: undefined,
      enrolmentStatus: undefined,
      consent: undefined,
      schoolNumber: '6600001',
    }
    expect(await itemsOf(school, wanted)).toEqual([
      {
        kind: 'learner',
        learner: {
          ...common,
          row: 2,
          sourcedId: 'u-1',
          upn: 'B801200005001',
          legalForename: 'Siân',
          legalSurname: 'Llŷr',
          yearGroup: '7',
          registrationGroup: '7A',
          teachingClasses: ['Mathemateg (Ma1)', 'Cymraeg'],
          dateOfBirth: '2015-02-13',
          enabled: true,
        },
      },
      {
        kind: 'learner',
        learner: {
          ...common,
          row: 3,
          sourcedId: 'u-2',
          upn: null,
          legalForename: 'Suharto',
          legalSurname: '',
          yearGroup: 'R',
          registrationGroup: null,
          teachingClasses: [],
          dateOfBirth: undefined,
          enabled: false,
        },
      },
    ])
  })

  test('tells what it is, and which schools it names', async () => {
    expect((await open(school, wanted)).about).toEqual({
      format: 'oneroster-1.1',
      complete: true,
      schoolNumbers: ['6600001', '6600002'],
      schoolSourcedId: 'o-1',
    })
  })

  test.each([
    ['the number of one', { schoolNumber: '660 0002' }, ['u-2', 'u-4']],
    ['the id that it had before', { schoolSourcedId: 'o-2' }, ['u-2', 'u-4']],
  ])('gives the other school by %s', async (_, other, ids) => {
    expect((await learnersOf(school, other)).map((one) => one.sourcedId)).toEqual(ids)
  })

  test('with one school is read whatever its number is, and says so', async () => {
    const alone = { ...school, orgs: oneOrg }
    const learners = await learnersOf(alone, { schoolNumber: '6709999' })
    expect(learners.map((one) => one.schoolNumber)).toEqual(['6600001', '6600001'])
    expect((await learnersOf({ ...school, orgs: oneOrg.replace('660/0001', '') }))[0]?.schoolNumber).toBeNull()
  })

  test('leaves open what it has no files or columns for', async () => {
    const bare = bundleOf('1.1', {
      orgs,
      users: lines('familyName,givenName,role,orgSourcedIds,enabledUser,sourcedId', 'Xu,J,student,o-1,,u-1'),
    })
    const [learner] = await learnersOf(bare, wanted)
    expect(learner).toMatchObject({ sourcedId: 'u-1', upn: null, enabled: true })
    for (const field of ['yearGroup', 'registrationGroup', 'teachingClasses', 'dateOfBirth'] as const) {
      expect(learner?.[field], field).toBeUndefined()
    }
  })

  test('may have more columns, a mark before each file, and files that its manifest says are absent', async () => {
    const marked = Object.fromEntries(Object.entries(school).map(([file, text]) => [file, `\ufeff${text}`]))
    const odd = {
      ...marked,
      manifest: `\ufeff${school['manifest']}file.results,absent\nfile.courses,Absent\n`,
      courses: 'not,read\n"',
      orgs: lines('metadata.town,identifier,type,name,sourcedId', 'Aber,6600001,school,Ysgol Un,o-1'),
    }
    expect(await itemsOf(odd)).toEqual(await itemsOf(school, wanted))
  })
})

test('nobody is in more teaching classes than anyone can be', async () => {
  const ids = Array.from({ length: 300 }, (_, index) => `c-${index}`)
  const files = {
    orgs: oneOrg,
    classes: lines(classHeader, ...ids.map((id) => `${id},${id},,scheduled,o-1`)),
    enrollments: lines('classSourcedId,userSourcedId,role', ...ids.map((id) => `${id},u-1,student`)),
    users: lines(users11, 'u-1,,true,o-1,student,,Joe,Bloggs,7'),
  }
  expect((await learnersOf(bundleOf('1.1', files)))[0]?.teachingClasses).toEqual(ids.slice(0, 250))
})

describe('a row with faults', () => {
  const problemsOf = async (...rows: string[]) => {
    const items = await itemsOf(bundleOf('1.1', { orgs: oneOrg, users: lines(users11, ...rows) }))
    return items.map((item) =>
      item.kind === 'held'
        ? [item.row, item.sourcedId, item.upn, ...item.problems.map(({ code, column }) => `${code} ${column}`)]
        : item.kind,
    )
  }

  test('is held up with all of them and with who it is, and nothing else is held up', async () => {
    const long = 'x'.repeat(256)
    expect(
      await problemsOf(
        'u-1,,maybe,o-1,student,{UPN:A801200005001},-,,99',
        'u-2,,true,o-1,student,{UPN:B801200005001},Joe,Bloggs,"07,08"',
        `,,true,o-1,student,,${long},Bloggs,`,
        'u-4,,true,o-1,student,,Joe,Bloggs,7',
      ),
    ).toEqual([
      [
        ...[2, 'u-1', null, 'invalid-upn userIds', 'missing-name givenName'],
        ...['unknown-year-group grades', 'unknown-enabled enabledUser'],
      ],
      [3, 'u-2', 'B801200005001', 'unknown-year-group grades'],
      [4, null, null, 'missing-value sourcedId', 'value-too-long givenName'],
      'learner',
    ])
  })

  test('is one with too few or too many cells, whosever it is: it may be one of the school’s', async () => {
    const rows = [
      'u-1,,true,o-2,student,,Joe',
      'u-2,,true,o-1,student,,Joe,Bloggs,07,',
      'u-3,,true,o-1,x,student,,J,B,7',
    ]
    expect(await problemsOf(...rows)).toEqual([
      [2, 'u-1', null, 'wrong-number-of-cells undefined'],
      'learner',
      [4, 'u-3', null, 'wrong-number-of-cells undefined'],
    ])
  })

  test('is no reason to hold it up when a date beside it can’t be read: that is told once for each file', async () => {
    const items = await itemsOf(
      {
        ...school,
        demographics: lines('sourcedId,birthDate', 'u-1,2/13/2015'),
        enrollments: lines(enrolmentHeader, 'c-7a,o-1,u-1,student,9/1/2026,x', 'c-cy,o-1,u-1,student,x,'),
      },
      wanted,
    )
    expect(items).toMatchObject([
      { kind: 'learner', learner: { registrationGroup: '7A', teachingClasses: ['Cymraeg'], dateOfBirth: undefined } },
      { kind: 'learner' },
      { kind: 'warning', problem: { code: 'invalid-date', row: 2, column: 'enrollments.csv beginDate' } },
      { kind: 'warning', problem: { code: 'invalid-date', row: 2, column: 'demographics.csv birthDate' } },
    ])
  })
})
