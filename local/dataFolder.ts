import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Complaint } from './complaint.ts'

/** Who runs on a data folder, and where it can be told to do something. */
export type Holder = {
  readonly pid: number
  readonly since: string
  readonly url: string
  readonly control: { readonly url: string; readonly token: string }
}

export type DataFolder = {
  readonly path: string
  readonly file: (name: string) => string
  /** Tells a second start, and `npm run fire`, who is here. */
  readonly announce: (holder: Holder) => void
  /** Removes all that was ever kept here. */
  readonly empty: () => void
  readonly release: () => void
}

const lockName = 'lock.db'
const holderName = 'running.json'

/** All that this runtime ever puts into its folder: `--fresh` removes these, and nothing that it didn't make. */
const ours =
  /^(demo\.json|demo-state\.json|running\.json|functions\.log|keys\.json(\.new)?|dynamodb\.(pid|db.*)|queues\.db.*|objects)$/

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'may not be written to',
  EPERM: 'may not be written to',
  EROFS: 'is read-only',
  ENOSPC: 'is on a disk that is full',
  EDQUOT: 'is on a disk that is full',
  ENOTDIR: 'is not a folder',
  EEXIST: 'is not a folder',
  ENOENT: 'cannot be made',
  ENAMETOOLONG: 'has too long a name',
}

const complaintOf = (path: string, error: unknown): unknown => {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? '']
  return reason ? new Complaint(`The data folder ${path} ${reason}.`) : error
}

/** Folder by folder: with `recursive` Node tries for ever where the system itself makes none, as below /proc. */
const makeFolder = (path: string): void => {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path, { mode: 0o700 })
}

/** Fails now rather than half-way: makes the folder, and writes as much as a start needs to. */
const tryOut = (path: string): void => {
  try {
    makeFolder(path)
    if (!statSync(path).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    const file = join(path, `try-out-${process.pid}`)
    try {
      writeFileSync(file, Buffer.alloc(256 * 1024), { flush: true })
    } finally {
      rmSync(file, { force: true })
    }
  } catch (error) {
    throw complaintOf(path, error)
  }
}

const refuseForeign = (path: string): void => {
  const names = readdirSync(path)
  if (names.length > 0 && !names.includes(lockName))
    throw new Complaint(`The folder ${path} has other things in it: give --data an empty or a new folder.`)
}

/** Reads who runs on a folder; undefined when nobody has said so. */
export const readHolder = (path: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(join(path, holderName), 'utf8'))
  } catch {
    return undefined
  }
}

const inUse = (path: string): Complaint => {
  const holder = readHolder(path)
  return new Complaint(
    holder
      ? `The data folder ${path} is in use by process ${holder.pid}, since ${holder.since}, at ${holder.url}.`
      : `The data folder ${path} is in use by another process that is just starting.`,
  )
}

// A lock that nothing refers to any more would be collected, and let go of.
const locks = new Set<DatabaseSync>()

/** The operating system lets go of this lock when the process ends, however it ends. */
const lock = (path: string): DatabaseSync => {
  const db = new DatabaseSync(join(path, lockName))
  try {
    db.exec('BEGIN EXCLUSIVE')
    locks.add(db)
    return db
  } catch (error) {
    db.close()
    throw (error as { errcode?: number }).errcode === 5 ? inUse(path) : error
  }
}

/** Makes the data folder ours alone until `release`. What can be put right is a Complaint. */
export const takeDataFolder = (given: string): DataFolder => {
  const path = resolve(given)
  tryOut(path)
  refuseForeign(path)
  const held = lock(path)
  const file = (name: string) => join(path, name)
  const forget = () => {
    rmSync(file('demo.json'), { force: true })
    rmSync(file(holderName), { force: true })
  }
  forget()
  return {
    path,
    file,
    announce: (holder) => writeFileSync(file(holderName), JSON.stringify(holder), { mode: 0o600 }),
    empty: () => {
      for (const name of readdirSync(path).filter((each) => ours.test(each))) rmSync(file(name), { recursive: true })
    },
    release: () => {
      forget()
      if (locks.delete(held)) held.close()
    },
  }
}
