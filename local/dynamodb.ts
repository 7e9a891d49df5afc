import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { endRecordedChild, recordChild } from './childRecord.ts'
import { Complaint } from './complaint.ts'
import { freePort, loopback } from './ports.ts'

export type DynamoDb = { readonly endpoint: string; readonly stop: () => Promise<void> }

type Place =
  | { readonly memory: true }
  | { readonly endpoint: string }
  | { readonly folder: string; readonly onExit?: (sentence: string) => void }

const patienceMs = 15_000

/** The emulator's binary: from its package where there is one for this platform, else whatever the PATH has. */
const binary = (): string => {
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`)
  } catch {
    return 'dynoxide'
  }
}

const answers = async (endpoint: string): Promise<boolean> => {
  const headers = { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.ListTables' }
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers,
    body: '{}',
    signal: AbortSignal.timeout(2000),
  }).catch(() => undefined)
  await answer?.body?.cancel()
  return answer !== undefined
}

const untilItAnswers = async (endpoint: string, child: ChildProcess): Promise<boolean> => {
  for (const end = Date.now() + patienceMs; Date.now() < end && isRunning(child); ) {
    if (await answers(endpoint)) return isRunning(child)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return false
}

const isRunning = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid !== undefined && exitCode === null && signalCode === null

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (!isRunning(child)) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const kill = setTimeout(() => child.kill('SIGKILL'), 5000)
  await exited
  clearTimeout(kill)
}

const launch = async (options: readonly string[], record?: string) => {
  const port = await freePort()
  const endpoint = `http://${loopback}:${port}`
  // Detached: a Ctrl-C in the terminal is for us, and the database goes last.
  const child = spawn(binary(), ['serve', '--host', loopback, '--port', String(port), ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  let said = ''
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-500)
  })
  child.on('error', (error) => {
    said = error.message
  })
  if (record && child.pid) recordChild(record, child.pid)
  const ready = await untilItAnswers(endpoint, child)
  if (!ready) await stopChild(child)
  return { child, endpoint, ready, said: () => said.trim().split('\n').at(-1) ?? '' }
}

const recordIn = (folder: string) => join(folder, 'dynamodb.pid')

/** Ends the emulator that a killed process left running on this folder, if there is one. */
export const endLeftDynamoDb = (folder: string): Promise<'ended' | 'none'> => endRecordedChild(recordIn(folder))

/**
 * Starts DynamoDB for one machine: in memory for tests, else with its own file in the data folder; `endpoint` is one that
 * somebody else runs. Resolves when it answers. `onExit` is told should it end by itself.
 */
export const startDynamoDb = async (place: Place): Promise<DynamoDb> => {
  if ('endpoint' in place) {
    if (!(await answers(place.endpoint))) throw new Complaint(`No DynamoDB answers at ${place.endpoint}.`)
    return { endpoint: place.endpoint, stop: async () => {} }
  }
  const folder = 'folder' in place ? place.folder : undefined
  const record = folder && recordIn(folder)
  const options = folder ? ['--db-path', join(folder, 'dynamodb.db')] : []
  // Another process may have taken the port between our asking for it and the child's using it.
  let started = await launch(options, record)
  for (let attempt = 1; !started.ready && attempt < 3 && started.said().includes('in use'); attempt++)
    started = await launch(options, record)
  const { child, endpoint, ready, said } = started
  if (!ready) {
    throw new Complaint(
      said().includes('ENOENT')
        ? 'There is no DynamoDB emulator for this platform: put dynoxide on the PATH or give --dynamodb-endpoint.'
        : `The DynamoDB emulator does not start: ${said() || 'it says nothing.'}`,
    )
  }
  let stopping = false
  child.on('exit', (code, signal) => {
    if (!stopping && 'onExit' in place)
      place.onExit?.(`The DynamoDB emulator has stopped by itself (${signal ?? code}).`)
  })
  // A test run that dies half-way must not leave it behind.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  return {
    endpoint,
    stop: async () => {
      stopping = true
      process.off('exit', kill)
      await stopChild(child)
      if (record) await endRecordedChild(record)
    },
  }
}
