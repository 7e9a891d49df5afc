import { expect, test } from 'vitest'
import { bundleOf, itemsOf, learnersOf, lines, manifestOf, oneOrg, open, users11 } from './bundle.ts'

const known = { schoolSourcedId: 'o-1' }
const delta = (...rows: string[]) => bundleOf('1.1', { users: lines(users11, ...rows) }, 'delta')

test('a delta has learners, those it deletes, and those who are now at other schools alone', async () => {
  const files = delta(
    'u-1,active,true,o-1,student,,Joe,Bloggs,7',
    'u-2,ToBeDeleted,true,o-1,student,{UPN:B801200005001},Joe,Bloggs,7',
    'u-3,tobedeleted,,,,,,,',
    'u-4,active,true,o-2,student,,Joe,Bloggs,7',
    'u-5,tobedeleted,true,o-1,teacher,,Ann,Teacher,',
    'u-6,,true,o-1,student,,Joe,Bloggs,7',
    'u-7,gone,true,o-1,student,,Joe,Bloggs,7',
  )
  expect(await itemsOf(files, known)).toMatchObject([
    { kind: 'learner', learner: { sourcedId: 'u-1', registrationGroup: undefined } },
    { kind: 'left', row: 3, sourcedId: 'u-2', upn: 'B801200005001' },
    { kind: 'left', row: 4, sourcedId: 'u-3', upn: null },
    { kind: 'left', row: 5, sourcedId: 'u-4', upn: null },
    { kind: 'learner', learner: { sourcedId: 'u-6' } },
    { kind: 'held', sourcedId: 'u-7', problems: [{ code: 'unknown-status', column: 'status' }] },
  ])
})

test('a delta may have no learners, is never complete, and must say who is deleted', async () => {
  const nobody = delta('t-1,active,true,o-1,teacher,,Ann,Teacher,')
  expect(await itemsOf(nobody, known)).toEqual([])
  expect((await open(nobody, known)).about.complete).toBe(false)
  const blind = { ...nobody, users: nobody['users']?.replace('status', 'state') ?? '' }
  await expect(learnersOf(blind, known)).rejects.toMatchObject({ code: 'missing-column', column: 'status' })
})

test('a delta finds its school by number, by an earlier id, or not at all', async () => {
  const files = delta('u-1,active,true,o-1,student,,Joe,Bloggs,7')
  const orgs = lines('sourcedId,status,type,identifier', 'o-5,active,school,5', 'o-6,tobedeleted,school,6600001')
  const listing = { ...bundleOf('1.1', { users: files['users'] ?? '', orgs }, 'delta') }
  expect(await learnersOf(listing, known)).toHaveLength(1)
  expect(await itemsOf(listing, { schoolNumber: '5' })).toMatchObject([{ kind: 'left', sourcedId: 'u-1' }])
  await expect(learnersOf(files)).rejects.toMatchObject({ code: 'unknown-school' })
})

test('groups are read when they are complete: changes of classes alone are left for the next complete roster', async () => {
  const files = {
    orgs: oneOrg,
    classes: lines('sourcedId,status,title,classType,schoolSourcedId', 'c-1,active,7A,homeroom,o-1'),
    enrollments: lines('status,classSourcedId,userSourcedId,role', 'active,c-1,u-1,student'),
    users: lines(users11, 'u-1,active,true,o-1,student,,Joe,Bloggs,7'),
  }
  const modes = { orgs: 'bulk', classes: 'bulk', enrollments: 'bulk', users: 'delta' }
  const complete = { ...files, manifest: manifestOf('1.1', modes) }
  expect(await learnersOf(complete)).toMatchObject([{ registrationGroup: '7A', teachingClasses: [] }])
  const changes = { ...files, manifest: manifestOf('1.1', { ...modes, enrollments: 'Delta' }) }
  const [learner, warning] = await itemsOf(changes)
  expect(warning).toMatchObject({ kind: 'warning', problem: { code: 'groups-not-read' } })
  expect(learner).toMatchObject({ learner: { registrationGroup: undefined, teachingClasses: undefined } })
})
