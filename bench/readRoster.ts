/** Reads the roster in a folder and tells how long that took and how much memory: what `rosterReaders.ts` runs. */
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { openOneRoster } from '../functions/roster/oneRoster/openOneRoster.ts'
import { openRoster } from '../functions/roster/openRoster.ts'
import type { OpenRoster } from '../shared/domain/roster/rosterLearner.ts'

const today = '2026-11-24'
const [, , kind = '', folder = ''] = process.argv

const openFolder = (names: readonly string[]) => {
  const files = new Map(names.map((name) => [`${name}.csv`, createReadStream(join(folder, `${name}.csv`))]))
  return openOneRoster(files, { today, schoolNumber: '6600000', schoolSourcedId: null })
}

const readers: Readonly<Record<string, () => Promise<OpenRoster>>> = {
  report: () => openRoster(createReadStream(join(folder, 'report.csv')), { today }),
  users: () => openFolder(['manifest', 'orgs', 'users']),
  grouped: () => openFolder(['manifest', 'orgs', 'users', 'classes', 'enrollments']),
}
const opened = readers[kind]?.()
if (!opened) throw new Error(`There is no reader for ${kind}`)

const before = process.cpuUsage()
let learners = 0
for await (const item of (await opened).items) if (item.kind === 'learner') learners += 1
const { user, system } = process.cpuUsage(before)
const megabytes = process.resourceUsage().maxRSS / 1024
console.log(JSON.stringify({ learners, seconds: (user + system) / 1e6, megabytes }))
