import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Allwedd, startAllwedd } from '../local/allwedd.ts'
import { takeDataFolder } from '../local/dataFolder.ts'

/** A school of so many learners on a runtime of its own, seen by one of its staff. */
export type School = {
  readonly allwedd: Allwedd
  readonly path: string
  send<Body>(method: string, path: string, body?: unknown): Promise<Body>
  stop(): Promise<void>
}

type SignedIn = { readonly token: string }

export const runSchool = async (learners: number): Promise<School> => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'SILENT'
  const folder = mkdtempSync(join(tmpdir(), 'allwedd-bench-'))
  const options = { port: 0, folder, fresh: false, learners, schools: 1 }
  const allwedd = await startAllwedd(options, takeDataFolder(folder), process.cwd(), {
    onStep: () => {},
    onFailure: (sentence) => console.error(sentence),
  })
  const send = async <Body>(method: string, path: string, body?: unknown, token?: string): Promise<Body> => {
    const answer = await fetch(allwedd.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Body
  }
  const { username, password } = allwedd.demo.signIns.find(({ role }) => role === 'staff') ?? {}
  const { token } = await send<SignedIn>('POST', '/v1/sessions', { username, password })
  return {
    allwedd,
    path: `/v1/schools/${allwedd.demo.schools[0]?.id}`,
    send: (method, path, body) => send(method, path, body, token),
    stop: async () => {
      await allwedd.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Resets a group and waits until the last learner has a result. Answers how long that took, in milliseconds. */
export const resetAndWait = async ({ send, path }: School, selection: object): Promise<number> => {
  type Reset = { readonly id: string; readonly status: string; readonly total: number }
  const startedAt = performance.now()
  const { id } = await send<Reset>('POST', `${path}/password-resets`, { selection, includeChangedByUser: true })
  while ((await send<Reset>('GET', `${path}/password-resets/${id}`)).status === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return performance.now() - startedAt
}
