import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { type Allwedd, startAllwedd } from './allwedd.ts'
import { Complaint } from './complaint.ts'
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
  console.error(error instanceof Complaint ? error.message : error)
  process.exitCode = 1
}

const greeting = ({ url, folder, demo, schedules }: Allwedd): string => {
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
  let running: Promise<Allwedd> | undefined
  let stopping: Promise<void> | undefined
  const stop = () => {
    stopping ??= Promise.resolve(running)
      .then((allwedd) => allwedd?.stop())
      .catch(() => {})
      .then(() => process.exit())
    return stopping
  }
  const fail = (sentence: unknown) => {
    if (!stopping) complain(sentence)
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
    running = startAllwedd(options, projectFolder, {
      onStep: (sentence) => say(`${sentence}\n`),
      onFailure: (sentence) => fail(new Complaint(sentence)),
    })
    const allwedd = await running
    divertLogs(join(allwedd.folder, 'functions.log'))
    say(greeting(allwedd))
  } catch (error) {
    complain(error)
    await stop()
  }
}
