import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Allwedd, startAllwedd } from '../../local/allwedd.ts'
import { takeDataFolder } from '../../local/dataFolder.ts'
import type { DemoSignIn } from '../../local/demo/seed.ts'

/** What came back: the status, the headers, and the body as JSON where it is JSON. */
export type Reply = { readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> }

type Sent = {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly token?: string | undefined
}

/** The product running whole in a folder of its own, and the ways in which people use it. */
export type RunningSchool = {
  readonly allwedd: Allwedd
  readonly schoolId: string
  readonly folder: string
  send(method: string, path: string, sent?: Sent): Promise<Reply>
  signIn(username: string, password: string): Promise<Reply>
  /** The token of the demo's sign-in for a role at the first school. */
  tokenOf(role: DemoSignIn['role']): Promise<string>
  stop(): Promise<void>
}

export const runSchool = async (learners: number): Promise<RunningSchool> => {
  const folder = mkdtempSync(join(tmpdir(), 'allwedd-guide-'))
  const options = { port: 0, folder, fresh: false, learners, schools: 2 }
  const allwedd = await startAllwedd(options, takeDataFolder(folder), join(import.meta.dirname, '../..'), {
    onStep: () => {},
    onFailure: (sentence) => {
      throw new Error(sentence)
    },
  })
  const schoolId = allwedd.demo.schools[0]?.id ?? ''

  const send: RunningSchool['send'] = async (method, path, { body, headers, token } = {}) => {
    const answer = await fetch(allwedd.url + path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = /json/.test(answer.headers.get('content-type') ?? '')
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : { text } }
  }
  const signIn: RunningSchool['signIn'] = (username, password) =>
    send('POST', '/v1/sessions', { body: { username, password } })

  return {
    allwedd,
    schoolId,
    folder,
    send,
    signIn,
    tokenOf: async (role) => {
      const found = allwedd.demo.signIns.find((each) => each.role === role)
      if (!found) throw new Error(`The demo has no ${role}`)
      const { body } = await signIn(found.username, found.password)
      return String(body['token'])
    },
    stop: async () => {
      await allwedd.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
