import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openApiDocument } from '../../shared/contract/openApi.ts'
import type { Route } from '../../shared/contract/route.ts'
import { type RouteName, routes } from '../../shared/contract/routes.ts'
import { type RunningSchool, runSchool } from '../support/runningSchool.ts'
import { type Ask, type Asked, asker, type Reply } from './asking.ts'
import { type Person, personIn, signedInPeople } from './people.ts'
import { validBodies } from './validBodies.ts'

type Operation = {
  readonly operationId: string
  readonly summary: string
  readonly security: readonly object[]
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: object }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: object }>>
}

const committed = readFileSync(join(import.meta.dirname, '../../openapi.json'), 'utf8')
const document: { openapi: string; paths: Record<string, Record<string, Operation>> } = JSON.parse(committed)

const operationOf = ({ path, method }: Route): Operation => {
  const operation = document.paths[path]?.[method.toLowerCase()]
  if (!operation) throw new Error(`The document lacks ${method} ${path}: npm run openapi`)
  return operation
}

let school: RunningSchool
let ask: Ask
let champion: Person

beforeAll(async () => {
  school = await runSchool(10)
  ask = asker(school.allwedd.url)
  champion = personIn(await signedInPeople(school), 'digital-champion')
})

afterAll(() => school.stop())

describe('the document', () => {
  it('that is committed is the one that the contract makes: npm run openapi', () => {
    expect(committed).toBe(`${JSON.stringify(openApiDocument(), null, 2)}\n`)
  })

  it('is served as it is committed, to anyone', async () => {
    const { body, status } = await ask('showOpenApi')
    expect(status).toBe(200)
    expect(body).toEqual(document)
    expect(body['openapi']).toMatch(/^3\.1\./)
  })

  it('has every route of the table and no other, under its own name', () => {
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
    )
    const expected = Object.entries<Route>(routes).map(([name, { method, path }]) => `${name} ${method} ${path}`)
    expect(documented.toSorted()).toEqual(expected.toSorted())
  })

  it.each(Object.keys(routes) as RouteName[])('tells of %s what it takes and who may ask', (name) => {
    const route: Route = routes[name]
    const { parameters = [], requestBody, security } = operationOf(route)
    const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, param]) => param)
    const place = (where: string) => parameters.filter((each) => each.in === where).map((each) => each.name)
    expect(place('path').toSorted()).toEqual(inPath.toSorted())
    expect(place('query').toSorted()).toEqual(Object.keys(route.query?.shape ?? {}).toSorted())
    expect(place('header')).toEqual(route.ifMatch ? ['If-Match'] : [])
    expect(requestBody !== undefined).toBe(route.body !== undefined)
    const byKey = route.rosterKeys ? [{ rosterKey: [] }] : []
    expect(security).toEqual(route.permission === 'public' ? [] : [{ bearer: [] }, { cookie: [] }, ...byKey])
  })
})

describe('what routes answer', () => {
  const expectDocumented = (name: RouteName, { status, headers }: Reply): void => {
    const route: Route = routes[name]
    const documented = operationOf(route).responses[status]
    expect(documented, `${name} ${status}`).toBeDefined()
    const type = headers['content-type']
    expect(Object.keys(documented?.content ?? {})).toEqual(type === undefined ? [] : [type])
  }

  const askDocumented = async (name: RouteName, asked: Asked): Promise<Reply> => {
    const reply = await ask(name, asked)
    expectDocumented(name, reply)
    return reply
  }

  it('when all is well is in the document, with that type and form', async () => {
    const { token, schoolId, username, password } = champion
    const listed = await ask('listLearners', { token, params: { schoolId }, query: { status: 'active' } })
    const found = (listed.body['items'] as { id: string; passwordStatus: string }[]).find(
      ({ passwordStatus }) => passwordStatus === 'available',
    )
    const learnerId = found?.id ?? ''
    const bodies = validBodies(learnerId)
    const made: Record<string, string> = { schoolId, learnerId }
    const own: Partial<Record<RouteName, object>> = {
      signIn: { username, password },
      changeOwnPassword: { currentPassword: password, newPassword: 'Afon Teifi 77' },
    }
    const answer = async (name: RouteName): Promise<Reply> => {
      const { permission, ifMatch }: Route = routes[name]
      const body = own[name] ?? bodies[name]
      return askDocumented(name, {
        params: made,
        ...(permission !== 'public' && { token }),
        ...(body && { body }),
        ...(ifMatch && { headers: { 'if-match': '*' } }),
      })
    }
    // Jobs and prints are made before they are opened, and signing out comes when all else is done.
    const makers = { resetGroupPasswords: 'resetId', printLearners: 'printId' } as const
    for (const [name, id] of Object.entries(makers) as [keyof typeof makers, string][]) {
      const reply = await answer(name)
      expect(reply.status).toBe(routes[name].status)
      made[id] = String(reply.body['id'])
    }
    const names: RouteName[] = [
      ...(['showHealth', 'showOpenApi', 'showDocs', 'signIn', 'openProfile', 'listSchools', 'openSchool'] as const),
      ...(['listGroups', 'listLearners', 'openLearner', 'editDisplayName', 'changeLegalName'] as const),
      ...(['deactivateLearner', 'reactivateLearner', 'suggestPasswords', 'resetPassword', 'revealPassword'] as const),
      ...(['openGroupReset', 'openPrint', 'changeOwnPassword', 'signOut'] as const),
    ]
    for (const name of names) expect([name, (await answer(name)).status]).toEqual([name, routes[name].status])
  })

  it.each(Object.keys(routes) as RouteName[])('%s: refusals are in the document too', async (name) => {
    const { method, permission, path }: Route = routes[name]
    const { body: signedIn } = await ask('signIn', { body: { username: champion.username, password: 'Afon Teifi 77' } })
    const token = String(signedIn['token'])
    const params = { schoolId: champion.schoolId }
    await askDocumented(name, { token, params, query: 'unknown=1' })
    if (permission !== 'public') await askDocumented(name, { params })
    if (path.includes('{schoolId}')) await askDocumented(name, { token, params: { schoolId: 'nowhere' } })
    if (method === 'GET') return
    await askDocumented(name, { token, params, body: '{' })
    await askDocumented(name, { token, params, body: '{}', headers: { 'content-type': 'text/plain' } })
    await askDocumented(name, { token, params, body: `"${'x'.repeat(256 * 1024)}"` })
  })
})

describe('the page to read', () => {
  it('is HTML with a policy under which its own style alone is used', async () => {
    const { text, headers } = await ask('showDocs')
    expect(text).toMatch(/^<!doctype html>/i)
    expect(text).toMatch(/<html[^>]* lang="\w+"/)
    const policy = headers['content-security-policy'] ?? ''
    const styles = [...text.matchAll(/<style>(.*?)<\/style>/gs)].map(([, style = '']) => style)
    expect(styles).toHaveLength(1)
    const hash = createHash('sha256').update(styles.join('')).digest('base64')
    expect(policy).toContain(`style-src 'sha256-${hash}'`)
    expect(policy).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    expect(text).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|\sstyle=|javascript:/i)
  })

  it('tells of every route', async () => {
    const { text } = await ask('showDocs')
    for (const { path, method } of Object.values<Route>(routes)) {
      expect(text).toContain(path)
      expect(text).toContain(method)
    }
  })
})
