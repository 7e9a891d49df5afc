import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import type { Demo } from '../../../local/demo/seed.ts'
import { endLeftDynamoDb } from '../../../local/dynamodb.ts'

type DemoFile = Demo & { url: string }
type Result = { learnerId: string; username: string; outcome: string; reason?: string }

const folder = mkdtempSync(join(tmpdir(), 'allwedd-killed-'))
let running: ChildProcess | undefined

const kill = async () => {
  if (!running || running.exitCode !== null || running.signalCode !== null) return
  const exited = once(running, 'exit')
  running.kill('SIGKILL')
  await exited
}

afterEach(async () => {
  await kill()
  await endLeftDynamoDb(folder)
  rmSync(folder, { recursive: true, force: true })
})

/** Starts the product as people do, in a process of its own, and waits until everything answers. */
const start = async (): Promise<DemoFile> => {
  const file = join(folder, 'demo.json')
  // Whoever was killed has left it behind.
  rmSync(file, { force: true })
  const args = ['local/main.js', '--port', '0', '--data', folder, '--learners', '60', '--schools', '1']
  let said = ''
  running = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
  running.stderr?.on('data', (chunk) => {
    said += chunk
  })
  return vi
    .waitFor(() => JSON.parse(readFileSync(file, 'utf8')), { timeout: 50_000, interval: 50 })
    .catch(() => {
      throw new Error(`It does not start: ${said}`)
    })
}

const send = async (url: string, method: string, path: string, token: string | undefined, body?: object) => {
  const answer = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

const signIn = (url: string, username: string, password: string) =>
  send(url, 'POST', '/v1/sessions', undefined, { username, password })

it('a group reset in whose middle everything is killed ends after the next start, truly, for each learner once', async () => {
  const first = await start()
  const at = `/v1/schools/${first.schools[0]?.id}`
  const staff = first.signIns.find(({ role }) => role === 'staff')
  if (!staff) throw new Error('The demo has no staff')
  const token = String((await signIn(first.url, staff.username, staff.password)).body['token'])
  const list = await send(first.url, 'GET', `${at}/learners?limit=100&status=active`, token)
  const learners = list.body['items'] as { id: string; version: number }[]
  const started = await send(first.url, 'POST', `${at}/password-resets`, token, {
    selection: { learnerIds: learners.map(({ id }) => id) },
    includeChangedByUser: true,
  })
  const path = `${at}/password-resets/${started.body['id']}`
  const doneSoFar = async () => Number((await send(first.url, 'GET', path, token)).body['done'])
  const atKill = await vi.waitUntil(doneSoFar, { timeout: 10_000, interval: 1 })
  await kill()
  expect(atKill).toBeLessThan(learners.length)

  const second = await start()
  const again = String((await signIn(second.url, staff.username, staff.password)).body['token'])
  const watch = async () => (await send(second.url, 'GET', path, again)).body
  await expect.poll(async () => (await watch())['status'], { timeout: 20_000 }).toBe('completed')
  const { results, total, done } = (await watch()) as unknown as { results: Result[]; total: number; done: number }
  expect({ total, done }).toEqual({ total: learners.length, done: learners.length })
  expect(new Set(results.map(({ learnerId }) => learnerId)).size).toBe(learners.length)

  const after = await send(second.url, 'GET', `${at}/learners?limit=100&status=active`, again)
  const versions = new Map((after.body['items'] as typeof learners).map(({ id, version }) => [id, version]))
  expect(learners.map(({ id }) => versions.get(id))).toEqual(learners.map(({ version }) => version + 1))

  const passwords = await Promise.all(
    results.map(async ({ learnerId }) => {
      const shown = await send(second.url, 'POST', `${at}/learners/${learnerId}/password/reveal`, again)
      return String(shown.body['password'])
    }),
  )
  expect(new Set(passwords).size).toBe(learners.length)
  for (const place of [0, 14, 28, 42, learners.length - 1]) {
    const { status } = await signIn(second.url, results[place]?.username ?? '', passwords[place] ?? '')
    expect(status).toBe(201)
  }
  expect((await send(second.url, 'GET', at, again)).body['runningPasswordResets']).toEqual([])
}, 120_000)
