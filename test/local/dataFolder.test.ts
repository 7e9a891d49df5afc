import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startControl } from '../../local/control.ts'
import { readHolder, takeDataFolder } from '../../local/dataFolder.ts'
import { demoOf, readDemo, writeDemoFile } from '../../local/demoState.ts'
import { temporaryFolder } from './temporary.ts'

const holder = {
  pid: process.pid,
  since: '2027-01-01T12:00:00.000Z',
  url: 'http://127.0.0.1:4000',
  control: { url: 'http://127.0.0.1:4001', token: 'x' },
}

describe('takeDataFolder', () => {
  it('makes the folder, for its owner alone', () => {
    const path = join(temporaryFolder(), 'some', 'where')
    const { release } = takeDataFolder(path)
    onTestFinished(release)
    expect(statSync(path).mode & 0o777).toBe(0o700)
  })

  it('says who is there already, and lets the next one in after release', () => {
    const path = temporaryFolder()
    const first = takeDataFolder(path)
    expect(() => takeDataFolder(path)).toThrow('in use by another process that is just starting')
    first.announce(holder)
    expect(() => takeDataFolder(path)).toThrow(
      `in use by process ${process.pid}, since 2027-01-01T12:00:00.000Z, at http://127.0.0.1:4000.`,
    )
    first.release()
    expect(readHolder(path)).toBeUndefined()
    takeDataFolder(path).release()
  })

  it('is let in after a process that was killed, and tidies up what that one told', async () => {
    const path = temporaryFolder()
    const script = `import { takeDataFolder } from './local/dataFolder.ts'
      const folder = takeDataFolder(process.argv[1])
      folder.announce(${JSON.stringify(holder)})
      console.log('in')
      setInterval(() => {}, 1000)`
    const other = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, path])
    await once(other.stdout, 'data')
    writeFileSync(join(path, 'demo.json'), '{}')
    expect(() => takeDataFolder(path)).toThrow('in use by process')
    expect(existsSync(join(path, 'demo.json'))).toBe(true)
    other.kill('SIGKILL')
    await once(other, 'exit')
    const { release } = takeDataFolder(path)
    onTestFinished(release)
    expect(readHolder(path)).toBeUndefined()
    expect(existsSync(join(path, 'demo.json'))).toBe(false)
  })

  it('does not settle among somebody’s other things', () => {
    const path = temporaryFolder()
    writeFileSync(join(path, 'thesis.txt'), 'x')
    expect(() => takeDataFolder(path)).toThrow('has other things in it')
    expect(readdirSync(path)).toEqual(['thesis.txt'])
  })

  it.each([
    ['a file', (folder: string) => join(folder, 'file'), 'is not a folder'],
    ['below a file', (folder: string) => join(folder, 'file', 'below'), 'is not a folder'],
    ['where there can be none', () => '/proc/allwedd/data', 'cannot be made'],
    ['a name too long', (folder: string) => join(folder, 'x'.repeat(300)), 'has too long a name'],
  ])('says in one sentence what is wrong with %s', (_what, pathIn, sentence) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(() => takeDataFolder(pathIn(folder))).toThrow(sentence)
  })

  it('empties itself of what it knows, and of nothing else', () => {
    const path = temporaryFolder()
    const { empty, release } = takeDataFolder(path)
    onTestFinished(release)
    mkdirSync(join(path, 'objects'))
    for (const name of ['objects/a', 'keys.json', 'dynamodb.db', 'dynamodb.db-wal', 'demo-state.json', 'notes.txt'])
      writeFileSync(join(path, name), '')
    empty()
    expect(readdirSync(path).filter((name) => !name.startsWith('lock.db'))).toEqual(['notes.txt'])
  })
})

describe('the demo', () => {
  const demo = { schools: [], signIns: [] }
  const open = () => {
    const folder = takeDataFolder(temporaryFolder())
    onTestFinished(folder.release)
    return folder
  }

  it('is made once, and is the same ever after', async () => {
    const folder = open()
    expect(await demoOf(folder, async () => demo)).toEqual(demo)
    const again = async () => Promise.reject(new Error('made twice'))
    expect(await demoOf(folder, again)).toEqual(demo)
  })

  it('is known to be unfinished when making it broke off', async () => {
    const folder = open()
    expect(readDemo(folder)).toBeUndefined()
    await expect(demoOf(folder, async () => Promise.reject(new Error('broke off')))).rejects.toThrow()
    expect(readDemo(folder)).toBe('begun')
  })

  it('is told to its owner alone', () => {
    const folder = open()
    writeDemoFile(folder, 'http://127.0.0.1:4000', demo)
    expect(statSync(folder.file('demo.json')).mode & 0o777).toBe(0o600)
    folder.release()
    expect(existsSync(folder.file('demo.json'))).toBe(false)
  })
})

describe('startControl', () => {
  it('fires a schedule for whoever knows the token, and for nobody else', async () => {
    const fired: string[] = []
    const { url, token, stop } = await startControl(async (name) => {
      if (name === 'broken') throw new Error('it failed')
      fired.push(name)
    })
    onTestFinished(stop)
    const post = (name: string, authorization: string) =>
      fetch(`${url}/schedules/${name}`, { method: 'POST', headers: { authorization } })
    expect((await post('sweep', `Bearer ${token}`)).status).toBe(204)
    expect((await post('sweep', `Bearer ${token.slice(1)}`)).status).toBe(403)
    expect((await fetch(`${url}/schedules/sweep`)).status).toBe(403)
    const failed = await post('broken', `Bearer ${token}`)
    expect([failed.status, await failed.text()]).toEqual([500, 'it failed'])
    expect(fired).toEqual(['sweep'])
  })
})
