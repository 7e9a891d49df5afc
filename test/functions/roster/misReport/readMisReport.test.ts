import { describe, expect, test } from 'vitest'
import { header, itemsOf, joe, learnersOf, problemsOf } from './report.ts'

describe('a good report', () => {
  test('gives every field of a learner', async () => {
    const report = [
      'Adno,UPN,Legal Surname,Legal Forename,Preferred Surname,Preferred Forename,Year,Reg Group,Classes,' +
        'Date of admission,Date of leaving,DOB,Enrolment Status,Consent,School Number',
      '000123,T20110001804V, Llŷr ,Siân,,Sioned,Blwyddyn 07,7A,7A/Ma1; 7A/En1;;7A/Ma1,' +
        '01/09/2021,2026-07-17,13/02/2010,C,Ydy,666/0001',
      '',
    ].join('\r\n')
    expect(await learnersOf(report)).toEqual([
      {
        row: 2,
        upn: 'T20110001804V',
        temporaryUpn: true,
        admissionNumber: '000123',
        legalForename: 'Siân',
        legalSurname: 'Llŷr',
        preferredForename: 'Sioned',
        preferredSurname: null,
        yearGroup: '7',
        registrationGroup: '7A',
        teachingClasses: ['7A/Ma1', '7A/En1'],
        admissionDate: '2021-09-01',
        leavingDate: '2026-07-17',
        dateOfBirth: '2010-02-13',
        enrolmentStatus: 'C',
        consent: 'given',
        schoolNumber: '6660001',
        sourcedId: null,
        enabled: true,
      },
    ])
  })

  test('leaves a field open when its column is not there, and empties it when the cell is empty', async () => {
    const open = (await learnersOf(`${header}\n${joe}`))[0]
    expect(open).toMatchObject({ row: 2, legalForename: 'Joe' })
    const optional = [
      ...(['yearGroup', 'registrationGroup', 'teachingClasses', 'leavingDate', 'dateOfBirth', 'consent'] as const),
      ...(['preferredForename', 'preferredSurname', 'enrolmentStatus', 'schoolNumber'] as const),
    ]
    for (const field of optional) expect(open?.[field], field).toBeUndefined()

    const more = 'Year,Reg,Classes,DOL,DOB,Consent,Preferred Forename,Preferred Surname,Enrolment Status,School No'
    const [empty] = await learnersOf(`${header},${more}\n${joe},,,,,,,,,,`)
    const { teachingClasses, consent, sourcedId: _, ...rest } = empty ?? {}
    expect({ teachingClasses, consent }).toEqual({ teachingClasses: [], consent: 'unknown' })
    expect(Object.values(rest).filter((value) => value === null)).toHaveLength(optional.length - 2)
  })

  test('people with one name are learners, whatever stands for the other', async () => {
    const rows = ['1,B801200005001,,Suharto,01/09/2021', '2,R201100018042,Suharto,-,01/09/2021']
    const names = (await learnersOf([header, ...rows].join('\n'))).map((one) => [one.legalForename, one.legalSurname])
    expect(names).toEqual([
      ['Suharto', ''],
      ['', 'Suharto'],
    ])
  })

  test('counts rows as the file has them: blank ones and line breaks in cells too', async () => {
    const rows = ['1,B801200005001,"Blo\r\nggs",Joe,01/09/2021', '', ',,,,', '2,R201100018042,Xu,J,01/09/2021']
    const learners = await learnersOf([header, ...rows].join('\r\n'))
    expect(learners.map(({ row, legalSurname }) => [row, legalSurname])).toEqual([
      [2, 'Blo ggs'],
      [5, 'Xu'],
    ])
  })

  test('empty cells beyond the header do no harm', async () => {
    expect(await learnersOf(`${header},,\n${joe}\n${joe},,,,`)).toHaveLength(2)
  })
})

describe('a row with faults', () => {
  test('is held up with all of them, and with who it is, and nothing else is held up', async () => {
    const report = [
      `${header},Year,Date of leaving,DOB,Enrolment Status,Consent`,
      'A1,A801200005001,,-,31/02/2021,15,soon,1/1/10,X,perhaps',
      `${joe},7,,,,`,
      ',R201100018042,Jones,Ann,,,,,,',
      '7,,Jones,Ann,01/09/2021',
    ].join('\n')
    expect(await problemsOf(`${report}\n`)).toEqual([
      '2 invalid-upn UPN',
      '2 missing-name',
      '2 invalid-date Date of admission',
      '2 unknown-consent Consent',
      '2 unknown-year-group Year',
      '2 invalid-date Date of leaving',
      '2 invalid-date DOB',
      '2 unknown-enrolment-status Enrolment Status',
      '4 missing-value Adno',
      '4 missing-value Date of admission',
      '5 wrong-number-of-cells',
      '5 missing-value UPN',
    ])
    const items = await itemsOf(`${report}\n`)
    expect(items.map(({ kind }) => kind)).toEqual(['held', 'learner', 'held', 'held'])
    expect(items[0]).toMatchObject({ upn: null, admissionNumber: 'A1' })
    expect(items[2]).toMatchObject({ upn: 'R201100018042', admissionNumber: null })
  })

  test('is one with more cells than the header, or with endless ones', async () => {
    expect(await problemsOf(`${header}\n${joe},stray`)).toEqual(['2 wrong-number-of-cells'])
    const long = `1,B801200005001,${'a'.repeat(256)},Joe,01/09/2021`
    expect(await problemsOf(`${header}\n${long}`)).toEqual(['2 value-too-long Legal Surname'])
  })

  test('is reported without what it says of the learner, in both languages', async () => {
    const [item] = await itemsOf(`${header}\n9999,A801200005001,Bloggs,Joe,2.9.2021`)
    if (item?.kind !== 'held') throw new Error('held up')
    for (const { message } of item.problems) {
      expect(message.en).not.toBe(message.cy)
      expect(JSON.stringify(message)).not.toMatch(/9999|A8012|Bloggs|Joe|2\.9/)
    }
  })
})

describe('a file that is wrong as a whole', () => {
  test.each([
    ['empty-file', ''],
    ['empty-file', '\r\n\r\n'],
    ['no-learners', header],
    ['no-learners', `${header}\r\n,,,,\r\n`],
    ['cut-short', `${header}\n${joe}\n000124,R2011000`],
    ['cut-short', `${header}\n${joe}\n000124,R201100018042,"Jo`],
    ['malformed-file', `${header}\n1,B801200005001,"Blo"ggs,Joe,01/09/2021\n`],
    ['malformed-file', `${header}\n"${'a'.repeat(70_000)}"\n`],
    ['malformed-file', `${header}\n${','.repeat(300)}\n${joe}`],
    ['duplicate-column', `${header},upn\n${joe},B801200005001`],
    ['missing-column', 'Name,Age\nJoe,7'],
  ])('is refused: %s', async (code, report) => {
    await expect(itemsOf(report)).rejects.toMatchObject({ name: 'RosterFileError', code })
    await expect(itemsOf(report, {}, 1)).rejects.toMatchObject({ code })
  })

  test.each(header.split(',').map((column, index) => [column, index] as const))(
    'is one that lacks the column %s, and the error names it',
    async (_, index) => {
      const without = (row: string) => row.split(',').toSpliced(index, 1).join(',')
      const named = ['Adno', 'UPN', 'Legal Surname', 'Legal Forename', 'Date of Admission'][index]
      await expect(itemsOf(`${without(header)}\n${without(joe)}`)).rejects.toMatchObject({
        code: 'missing-column',
        column: named,
        text: { en: expect.stringContaining(`${named}`), cy: expect.stringContaining(`${named}`) },
      })
    },
  )
})
