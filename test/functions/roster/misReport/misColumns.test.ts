import { describe, expect, test } from 'vitest'
import { findColumns, type HeaderAliases } from '../../../../functions/roster/misReport/misColumns.ts'
import { learnersOf } from './report.ts'

const found = (header: string, aliases?: HeaderAliases) =>
  Object.fromEntries(
    Object.entries(findColumns(header.split(','), aliases)).map(([field, column]) => [field, column?.index]),
  )
const places = { admissionNumber: 0, upn: 1, legalSurname: 2, legalForename: 3, admissionDate: 4 }

describe('findColumns', () => {
  test.each([
    'Adno,UPN,Legal Surname,Legal Forename,Date of admission',
    'Admission Number,Unique Pupil Number,Surname,Forename,DOA',
    ' ADMISSION  NO. ,upn,LEGAL_SURNAME,legalForename,Admission Date',
    'Rhif Derbyn,Rhif Disgybl Unigryw,Cyfenw Cyfreithiol,Enw Cyntaf Cyfreithiol,Dyddiad Derbyn',
  ])('knows %s', (header) => {
    expect(found(header)).toEqual(places)
  })

  test('takes the plainer of two headers for one field', () => {
    const header = 'Adno,UPN,Legal Surname,Legal Forename,DOA,Surname,Forename,NC Year,Grwp Cofrestru,Colour'
    expect(found(header)).toEqual({ ...places, yearGroup: 7, registrationGroup: 8 })
  })

  test('lets a school add headers of its own, which come first', () => {
    const header = 'Adno,Learner Code,Family,Legal Forename,DOA,UPN,Set'
    const aliases = { upn: ['learner code'], legalSurname: ['Family'], teachingClasses: ['Set'] }
    expect(found(header, aliases)).toEqual({ ...places, teachingClasses: 6 })
  })

  test('two columns without a meaning may share a name', () => {
    expect(found('Adno,UPN,Legal Surname,Legal Forename,DOA,Notes,Notes,,')).toEqual(places)
  })
})

test('columns may stand in any order', async () => {
  const report = 'DOA,Forename,UPN,Surname,Adno\n2021-09-01,Joe,B801200005001,Bloggs,7\n'
  expect(await learnersOf(report)).toMatchObject([
    { legalForename: 'Joe', legalSurname: 'Bloggs', admissionNumber: '7' },
  ])
})
