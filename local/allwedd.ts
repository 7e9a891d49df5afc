import { Complaint } from './complaint.ts'
import { startControl } from './control.ts'
import type { DataFolder } from './dataFolder.ts'
import { type Demo, seedDemo } from './demo/seed.ts'
import { demoOf, readDemo, writeDemoFile } from './demoState.ts'
import { endLeftDynamoDb } from './dynamodb.ts'
import type { Options } from './options.ts'
import { startPlatform } from './platform.ts'
import { seedStores } from './seedStores.ts'
import { type ApiServer, startServer } from './server.ts'
import { synthesize } from './synthesize.ts'

export type Allwedd = {
  readonly url: string
  readonly demo: Demo
  readonly schedules: readonly string[]
  /** Stops accepting, lets what is under way finish, then stops all that was started, last first. */
  readonly stop: () => Promise<void>
}

type Told = {
  /** Told what is going on while it starts. */
  readonly onStep: (sentence: string) => void
  readonly onFailure: (sentence: string) => void
}

const patienceMs = 10_000

const serverOn = async (port: number): Promise<ApiServer> => {
  try {
    return await startServer(port)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new Complaint(`Port ${port} is in use: give another one with --port.`)
    if (code === 'EACCES') throw new Complaint(`Port ${port} may not be used: give another one with --port.`)
    throw error
  }
}

/** Starts everything, and answers when everything answers; releases the folder at the end. What can be put right is a Complaint. */
export const startAllwedd = async (
  options: Options,
  folder: DataFolder,
  projectFolder: string,
  told: Told,
): Promise<Allwedd> => {
  const stops: (() => unknown)[] = [folder.release]
  const stop = async () => {
    for (let last = stops.pop(); last; last = stops.pop()) await last()
  }
  try {
    const server = await serverOn(options.port)
    stops.push(() => server.stop(patienceMs))
    await endLeftDynamoDb(folder.path)
    const fresh = options.fresh || readDemo(folder) === 'begun'
    if (fresh) folder.empty()
    else if (readDemo(folder) && (options.learners ?? options.schools) !== undefined)
      told.onStep('There is a demo already: --learners and --schools count for a new one, with --fresh.')

    const templates = synthesize('infra/app.ts', projectFolder)
    // Whoever waits for it comes later, and may never come.
    templates.catch(() => {})
    const { dynamodbEndpoint } = options
    const { url } = server
    const platform = await startPlatform({
      folder: folder.path,
      projectFolder,
      templates,
      url,
      dynamodbEndpoint,
      fresh,
      onFailure: told.onFailure,
    })
    stops.push(platform.stop)
    const demo = await demoOf(folder, () => {
      told.onStep('Making the demo schools ...')
      const { schools, learners } = options
      return seedDemo(seedStores(platform.plan.functions), { schools, learners, now: new Date() })
    })
    const schedules = platform.work()
    const control = await startControl(schedules.fire)
    stops.push(control.stop)
    server.serve(platform.plan.routes, platform.functions)
    stops.push(() => server.stop(patienceMs))
    const { url: door, token } = control
    folder.announce({ pid: process.pid, since: new Date().toISOString(), url, control: { url: door, token } })
    writeDemoFile(folder, url, demo)
    return { url, demo, schedules: schedules.names, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
