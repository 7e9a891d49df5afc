import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { close, listen } from '../../local/ports.ts'
import { temporaryFolder } from './temporary.ts'

const begin = (folder: string, ...options: string[]): ChildProcessByStdio<null, Readable, Readable> => {
  const args = ['--port', '0', '--data', folder, '--schools', '1', '--learners', '3', ...options]
  const child = spawn(process.execPath, ['local/main.js', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

/** Resolves when it says that it is up. */
const up = async (child: ReturnType<typeof begin>): Promise<void> => {
  let said = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += chunk
    if (said.includes('Ctrl-C')) return
  }
  throw new Error(`It did not start: ${said}${await text(child.stderr)}`)
}

const refusal = async (child: ReturnType<typeof begin>): Promise<{ code: number; sentence: string }> => {
  const [[code], sentence] = await Promise.all([once(child, 'exit'), text(child.stderr)])
  return { code, sentence }
}

const signIn = async (folder: string) => {
  const { url, signIns } = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8'))
  const { username, password } = signIns[0]
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/v1/sessions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ username, password }),
  })
  return { status: answer.status, signIns }
}

describe('npm start', () => {
  it('answers, keeps others out, survives being killed, and stops without leaving anything running', async () => {
    const folder = join(temporaryFolder(), 'data')
    const first = begin(folder)
    await up(first)
    expect(statSync(join(folder, 'demo.json')).mode & 0o777).toBe(0o600)
    const before = await signIn(folder)
    expect(before.status).toBe(201)
    const second = await refusal(begin(folder))
    expect(second.code).toBe(1)
    expect(second.sentence).toMatch(new RegExp(`^The data folder .* in use by process ${first.pid}, since .*\\.\\n$`))

    first.kill('SIGKILL')
    await once(first, 'exit')
    const left: number = JSON.parse(readFileSync(join(folder, 'dynamodb.pid'), 'utf8')).pid
    expect(() => process.kill(left, 0)).not.toThrow()
    const third = begin(folder)
    await up(third)
    expect(() => process.kill(left, 0)).toThrow('ESRCH')
    expect(await signIn(folder)).toEqual(before)

    const child: number = JSON.parse(readFileSync(join(folder, 'dynamodb.pid'), 'utf8')).pid
    third.kill('SIGTERM')
    expect((await once(third, 'exit'))[0]).toBe(0)
    expect(existsSync(join(folder, 'demo.json'))).toBe(false)
    expect(() => process.kill(child, 0)).toThrow('ESRCH')
  }, 90_000)

  it('says in one sentence that its port is in use', async () => {
    const server = createServer()
    const port = await listen(server)
    onTestFinished(() => close(server))
    const { code, sentence } = await refusal(begin(join(temporaryFolder(), 'data'), '--port', String(port)))
    expect([code, sentence]).toEqual([1, `Port ${port} is in use: give another one with --port.\n`])
  })

  it('says in one sentence which Node it needs', async () => {
    const older = 'Object.defineProperty(process, "versions", { value: { ...process.versions, node: "22.21.0" } })'
    const args = ['--import', `data:text/javascript,${older}`, 'local/main.js']
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const { code, sentence } = await refusal(child)
    expect(code).toBe(1)
    expect(sentence).toMatch(/^Allwedd needs Node 24 .* this is Node 22\.21\.0: .*\n$/)
  })
})
