/**
 * How fast rosters are read and how much memory that takes: `node bench/rosterReaders.ts [rows]`, 500,000 rows by default.
 * Each reader runs in a process of its own, bundled as it is for Lambda, on files in a temporary folder.
 */
import { execFileSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { buildSync } from 'esbuild'
import { upnCheckLetter } from '../shared/domain/upn.ts'

const classesOfLearner = 4

/** A school that bundles are of, and how many learners of the bundle each school has. */
const bundles = { 'one school of 250': 250, 'the only school': 1 } as const
type Bundle = keyof typeof bundles

const upnOf = (index: number): string => {
  const twelve = `6600${String(index).padStart(8, '0')}`
  return `${upnCheckLetter(twelve)}${twelve}`
}

const userId = (index: number): string => `5f2c8a10-77aa-4e9c-9d3b-${String(index).padStart(12, '0')}`

const write = (path: string, header: string, rows: number, row: (index: number) => string) =>
  pipeline(
    Readable.from(
      (function* () {
        yield `${header}\r\n`
        for (let start = 0; start < rows; start += 1000) {
          const some = Array.from({ length: Math.min(1000, rows - start) }, (_, index) => row(start + index))
          yield `${some.join('\r\n')}\r\n`
        }
      })(),
    ),
    createWriteStream(path),
  )

const writeReport = (folder: string, rows: number) =>
  write(
    join(folder, 'report.csv'),
    'Adno,UPN,Legal Surname,Legal Forename,Year,Reg Group,Classes,Date of admission,Date of leaving,DOB,Consent',
    rows,
    (index) => {
      const id = String(index).padStart(6, '0')
      return `${id},${upnOf(index)},Llŷr,Siân,Year 7,7A,7A/Ma1;7A/En1;7A/Cy1,01/09/2021,,13/02/2010,Yes`
    },
  )

const writeBundle = async (folder: string, schools: number, rows: number, grouped: boolean) => {
  const file = (name: string) => join(folder, `${name}.csv`)
  const names = grouped ? ['orgs', 'users', 'classes', 'enrollments'] : ['orgs', 'users']
  const manifest = ['manifest.version,1.0', 'oneroster.version,1.1', ...names.map((name) => `file.${name},bulk`)]
  const schoolOf = (index: number) => `org-${index % schools}`
  await write(file('manifest'), 'propertyName,value', manifest.length, (index) => manifest[index] ?? '')
  await write(file('orgs'), 'sourcedId,type,identifier', schools, (index) => `org-${index},school,${6_600_000 + index}`)
  await write(
    file('users'),
    'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,grades',
    rows,
    (index) => `${userId(index)},,,true,${schoolOf(index)},student,u${index},{UPN:${upnOf(index)}},Siân,Llŷr,07`,
  )
  if (!grouped) return
  const classOf = (index: number) => `class-${index % schools}-${Math.floor(index / schools) % 8}`
  const classes = 'sourcedId,title,classCode,classType,schoolSourcedId'
  await write(file('classes'), classes, schools * 8, (index) => {
    const number = Math.floor(index / schools)
    return `${classOf(index)},7${number},C${number},${number % 4 === 0 ? 'homeroom' : 'scheduled'},${schoolOf(index)}`
  })
  const enrollments = 'classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate'
  await write(file('enrollments'), enrollments, rows * classesOfLearner, (row) => {
    const index = Math.floor(row / classesOfLearner)
    const group = `class-${index % schools}-${row % 8}`
    return `${group},${schoolOf(index)},${userId(index)},student,2026-09-01,2027-07-20`
  })
}

const measured = (kind: string, folder: string, rows: number) => {
  const outfile = join(folder, 'readRoster.mjs')
  const entryPoints = [join(import.meta.dirname, 'readRoster.ts')]
  buildSync({ entryPoints, outfile, bundle: true, minify: true, platform: 'node', format: 'esm' })
  const output = execFileSync(process.execPath, [outfile, kind, folder], { encoding: 'utf8' })
  const { learners, seconds, megabytes } = JSON.parse(output) as Readonly<Record<string, number>>
  return {
    rows,
    learners,
    'rows per CPU second': Math.round(rows / (seconds ?? 0)),
    'MB at most': Math.round(megabytes ?? 0),
  }
}

const measureAll = async (rows: number): Promise<void> => {
  const results: Record<string, object> = {}
  const inFolder = async (name: string, make: (folder: string) => Promise<object>) => {
    const folder = mkdtempSync(join(tmpdir(), 'allwedd-rosters-'))
    try {
      results[name] = await make(folder)
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
  await inFolder('report', async (folder) => {
    await writeReport(folder, rows)
    return measured('report', folder, rows)
  })
  for (const name of Object.keys(bundles) as Bundle[]) {
    await inFolder(`OneRoster users, ${name}`, async (folder) => {
      await writeBundle(folder, bundles[name], rows, false)
      return measured('users', folder, rows)
    })
    await inFolder(`OneRoster with classes, ${name}`, async (folder) => {
      await writeBundle(folder, bundles[name], rows, true)
      return measured('grouped', folder, rows * (1 + classesOfLearner))
    })
  }
  console.table(results)
}

await measureAll(Number(process.argv[2] ?? 500_000))
