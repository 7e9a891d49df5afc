import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'

type ChildRecord = { readonly pid: number; readonly startTime: string; readonly command: string }

/** Start time and command of a running process: the same pid with both the same is the same process. */
const identify = (pid: number): ChildRecord | undefined => {
  try {
    if (process.platform !== 'linux') {
      const answer = execFileSync('ps', ['-o', 'lstart=', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
      return { pid, startTime: answer.slice(0, 24), command: answer.slice(24).trim() }
    }
    // The second field, a name in brackets, may itself hold spaces and brackets; the start time is the 22nd.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()
    return fields[0] === 'Z' ? undefined : { pid, startTime: fields[19] ?? '', command }
  } catch {
    return undefined
  }
}

/** Notes a child in a file, so that the next start can end it should this process be killed. */
export const recordChild = (file: string, pid: number): void => {
  const record = identify(pid)
  if (record) writeFileSync(file, JSON.stringify(record), { mode: 0o600 })
}

const gone = async (record: ChildRecord, withinMs: number): Promise<boolean> => {
  const end = Date.now() + withinMs
  while (isRunning(record)) {
    if (Date.now() > end) return false
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  return true
}

const isRunning = (record: ChildRecord): boolean => {
  const running = identify(record.pid)
  return running?.startTime === record.startTime && running.command === record.command
}

/** Ends the child that a killed process left behind: only if pid, start time and command are all those noted. */
export const endRecordedChild = async (file: string): Promise<'ended' | 'none'> => {
  const record = readRecord(file)
  rmSync(file, { force: true })
  if (!record || !isRunning(record)) return 'none'
  process.kill(record.pid, 'SIGTERM')
  if (!(await gone(record, 3000)) && isRunning(record)) {
    process.kill(record.pid, 'SIGKILL')
    await gone(record, 3000)
  }
  return 'ended'
}

const readRecord = (file: string): ChildRecord | undefined => {
  try {
    const { pid, startTime, command } = JSON.parse(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 1 && startTime && command ? { pid, startTime, command } : undefined
  } catch {
    return undefined
  }
}
