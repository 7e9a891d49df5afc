import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import type { Allwedd } from './allwedd.ts'
import { Complaint } from './complaint.ts'
import { takeDataFolder } from './dataFolder.ts'
import { readOptions, usage } from './options.ts'

const projectFolder = join(import.meta.dirname, '..')

const say = process.stdout.write.bind(process.stdout)

/** From now on what functions print goes into a file, as it goes into CloudWatch elsewhere; `say` still reaches people. */
const divertLogs = (file: string): void => {
  const log = createWriteStream(file, { flags: 'a', mode: 0o600 })
  log.on('error', () => {})
  process.stdout.write = log.write.bind(log) as typeof process.stdout.write
}

const complain = (error: unknown): void => {
  const full = /ENOSPC|disk is full/.test(String(error)) && 'The disk of the data folder is full.'
  console.error(full || (error instanceof Complaint ? error.message : error))
  process.exitCode = 1
}

const greeting = ({ url, demo, schedules }: Allwedd, folder: string): string => {
  const signIns = demo.signIns.map(({ role, phase, username, password }) =>
    `  ${role.padEnd(20)} ${phase.padEnd(10)} ${username.padEnd(16)} ${password}`.trimEnd(),
  )
  const schools = demo.schools.map(({ name, learners }) => `${name.en} / ${name.cy} (${learners} learners)`)
  return [
    `Allwedd is at ${url}`,
    `  schools    ${schools.slice(0, 3).join(', ')}${schools.length > 3 ? ` and ${schools.length - 3} more` : ''}`,
    `  kept in    ${folder} (what functions log: functions.log; sign-ins: demo.json)`,
    `  schedules  ${schedules.join(', ')} (now: npm run fire -- NAME)`,
    'Sign in as',
    ...signIns.slice(0, 8),
    'Ctrl-C stops it.',
    '',
  ].join('\n')
}

/** Runs until it is told to stop: `npm start`. */
export const start = async (args: readonly string[]): Promise<void> => {
  // The emulators' files are nobody else's business either.
  process.umask(0o077)
  let allwedd: Allwedd | undefined
  let stopping = false
  const stop = () => {
    // Half-way through a start, or when asked twice, what is left needs no goodbye: the next start puts it in order.
    if (!allwedd || stopping) process.exit()
    stopping = true
    allwedd.stop().then(() => process.exit(), fail)
  }
  const fail = (error: unknown) => {
    complain(error)
    stop()
  }
  try {
    const options = readOptions(args)
    if (!options) {
      say(`${usage}\n`)
      return
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
    process.on('uncaughtException', fail)
    process.on('unhandledRejection', (error) => console.error('A function left a failure unhandled:', error))
    const folder = takeDataFolder(options.folder)
    // Loaded only now, so that a left-over demo.json is gone, and a wrong option is told, without the wait.
    const { startAllwedd } = await import('./allwedd.ts')
    allwedd = await startAllwedd(options, folder, projectFolder, {
      onStep: (sentence) => say(`${sentence}\n`),
      onFailure: (sentence) => fail(new Complaint(sentence)),
    })
    divertLogs(folder.file('functions.log'))
    say(greeting(allwedd, folder.path))
  } catch (error) {
    fail(error)
  }
}
