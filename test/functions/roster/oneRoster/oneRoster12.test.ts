import { describe, expect, test } from 'vitest'
import { bundleOf, itemsOf, learnersOf, lines, open, orgs, users12 } from './bundle.ts'

const wanted = { schoolNumber: '6600001' }
const roleHeader = 'sourcedId,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId'

const school = bundleOf('1.2', {
  orgs,
  roles: lines(
    roleHeader,
    'r-1,u-1,primary,student,2026-09-01,,o-1',
    'r-2,u-2,secondary,Student,,2027-01-01,o-1',
    'r-2b,u-2,primary,student,,,o-2',
    'r-3,u-3,primary,teacher,,,o-1',
    'r-4,u-4,primary,student,,2026-11-24,o-1',
    'r-5,u-5,primary,student,2026-11-25,,o-1',
  ),
  classes: lines('sourcedId,title,classType,schoolSourcedId', 'c-1,7A,homeroom,o-1'),
  enrollments: lines('classSourcedId,userSourcedId,role', 'c-1,u-1,student', 'c-1,u-4,student'),
  users: lines(
    users12,
    'u-1,,true,,T20110001804V,Siân,Llŷr,Siani',
    'u-2,,true,{UPN:B801200005001},12345,Joe,Bloggs,',
    'u-3,,true,,,Ann,Teacher,',
    'u-4,,true,,,Has,Left,',
    'u-5,,true,,,To,Come,',
    'u-6,,true,,,No,Role,',
  ),
})

describe('a complete OneRoster 1.2 bundle', () => {
  test('has its learners and their schools in roles.csv: those who are learners today', async () => {
    expect(await learnersOf(school, wanted)).toMatchObject([
      {
        row: 2,
        sourcedId: 'u-1',
        upn: 'T20110001804V',
        temporaryUpn: true,
        legalForename: 'Siân',
        preferredForename: 'Siani',
        preferredSurname: undefined,
        registrationGroup: '7A',
      },
      { row: 3, sourcedId: 'u-2', upn: 'B801200005001', temporaryUpn: false, preferredForename: null },
    ])
    expect((await learnersOf(school, { schoolNumber: '6600002' })).map((one) => one.sourcedId)).toEqual(['u-2'])
  })

  test('is told from 1.1', async () => {
    expect((await open(school, wanted)).about).toMatchObject({ format: 'oneroster-1.2', complete: true })
  })
})

describe('a OneRoster 1.2 delta', () => {
  const header = `${users12},primaryOrgSourcedId`
  const deltaRoles = 'userSourcedId,status,role,endDate,orgSourcedId'
  const delta = (roles: string | undefined, ...users: string[]) =>
    bundleOf('1.2', { ...(roles ? { roles } : {}), users: lines(header, ...users) }, 'delta')
  const known = { schoolSourcedId: 'o-1' }

  test('has learners, those who are deleted, and those whose role here is over', async () => {
    const roles = lines(
      deltaRoles,
      'u-1,active,student,,o-1',
      'u-2,tobedeleted,student,,o-1',
      'u-3,active,student,2026-11-24,o-1',
      'u-4,tobedeleted,student,,o-2',
      'u-6,tobedeleted,student,,o-1',
      'u-6,active,student,,o-1',
    )
    const files = delta(
      roles,
      'u-1,active,true,,,Joe,Bloggs,,o-1',
      'u-2,active,true,{UPN:B801200005001},,Joe,Bloggs,,o-2',
      'u-5,tobedeleted,true,,,Joe,Bloggs,,',
      'u-6,active,true,,,Joe,Bloggs,,o-1',
    )
    const items = await itemsOf(files, known)
    expect(items.map((item) => (item.kind === 'learner' ? item.learner.sourcedId : item))).toEqual([
      'u-1',
      { kind: 'left', row: 3, sourcedId: 'u-2', upn: 'B801200005001' },
      { kind: 'left', row: 4, sourcedId: 'u-5', upn: null },
      'u-6',
      { kind: 'left', row: null, sourcedId: 'u-3', upn: null },
    ])
  })

  test('warns of people whose role it doesn’t tell, once, and takes nobody for a learner', async () => {
    const row = 'u-1,active,true,,,Joe,Bloggs,,'
    const told = { kind: 'warning', problem: { code: 'roles-not-told' } }
    expect(await itemsOf(delta(undefined, `${row}o-1`, row), known)).toMatchObject([told])
    expect(await itemsOf(delta(undefined, `${row}o-2`), known)).toEqual([])
    expect((await open(delta(undefined, row), known)).about).toMatchObject({ complete: false, schoolSourcedId: 'o-1' })
  })
})
