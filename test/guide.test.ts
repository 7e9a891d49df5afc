import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningSchool, runSchool } from './support/runningSchool.ts'

type Learner = { id: string; username: string; displayName: string; version: number; registrationGroup: string }

let school: RunningSchool
let staff: string
let at: string

const learnersBy = async (query: string): Promise<Learner[]> => {
  const { body } = await school.send('GET', `${at}/learners?${query}`, { token: staff })
  return body['items'] as Learner[]
}

const reveal = (id: string) => school.send('POST', `${at}/learners/${id}/password/reveal`, { token: staff })

const someone = async (): Promise<Learner> => {
  const [learner] = await learnersBy('passwordStatus=available&status=active&limit=1')
  if (!learner) throw new Error('The demo has nobody whose password is available')
  return learner
}

beforeAll(async () => {
  school = await runSchool(70)
  staff = await school.tokenOf('staff')
  at = `/v1/schools/${school.schoolId}`
})

afterAll(() => school.stop())

describe('a member of staff does what the guide says', () => {
  it('views the learners of a registration group, and finds Siân without typing the accent', async () => {
    const group = await learnersBy('registrationGroup=7A')
    expect(group.length).toBeGreaterThan(0)
    expect(new Set(group.map(({ registrationGroup }) => registrationGroup))).toEqual(new Set(['7A']))
    const found = await learnersBy('q=sian&field=forename')
    expect(found.map(({ displayName }) => displayName)).toContainEqual(expect.stringMatching(/^Siân /))
  })

  it('pages through the whole school without meeting anyone twice', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await school.send('GET', `${at}/learners?limit=25${cursor}`, { token: staff })
      seen.push(...(body['items'] as Learner[]).map(({ id }) => id))
      cursor = body['nextCursor'] ? `&cursor=${body['nextCursor']}` : ''
    } while (cursor)
    expect(seen).toHaveLength(70)
    expect(new Set(seen).size).toBe(70)
  })

  it('shows a password, and the learner signs in with it', async () => {
    const { id, username } = await someone()
    const { status, body } = await reveal(id)
    expect(status).toBe(200)
    const signedIn = await school.signIn(username.toLowerCase(), String(body['password']))
    expect(signedIn.status).toBe(201)
    expect(signedIn.headers.get('set-cookie')).toMatch(/^__Host-sid=.*Secure.*HttpOnly.*SameSite=Strict.*Path=\/$/)
  })

  it('resets to a chosen password and to a generated one; the old one and its open session are dead at once', async () => {
    const { id, username } = await someone()
    const put = (body: object) => school.send('PUT', `${at}/learners/${id}/password`, { token: staff, body })
    expect((await put({ password: 'Mynydd Mawr 26' })).status).toBe(200)
    const learner = String((await school.signIn(username, 'Mynydd Mawr 26')).body['token'])
    expect((await school.send('GET', '/v1/me', { token: learner })).status).toBe(200)
    expect((await put({ generate: true, language: 'cy' })).status).toBe(200)
    expect((await school.send('GET', '/v1/me', { token: learner })).status).toBe(401)
    expect((await school.signIn(username, 'Mynydd Mawr 26')).status).toBe(401)
    const { body } = await reveal(id)
    expect((await school.signIn(username, String(body['password']))).status).toBe(201)
  })

  it('resets a registration group, watches it end, and prints it with passwords', async () => {
    const started = await school.send('POST', `${at}/password-resets`, {
      token: staff,
      body: { selection: { registrationGroup: '7A' }, includeChangedByUser: true },
    })
    expect(started.status).toBe(202)
    const path = String(started.headers.get('location'))
    const watched = await expect
      .poll(async () => (await school.send('GET', path, { token: staff })).body, { timeout: 20_000 })
      .toMatchObject({ status: 'completed', failed: 0 })
      .then(() => school.send('GET', path, { token: staff }))
    const results = watched.body['results'] as { learnerId: string; outcome: string }[]
    const passwords = await Promise.all(
      results
        .filter(({ outcome }) => outcome === 'reset')
        .map(async ({ learnerId }) => (await reveal(learnerId)).body['password']),
    )
    expect(passwords.length).toBeGreaterThan(0)
    expect(new Set(passwords).size).toBe(passwords.length)

    const print = await school.send('POST', `${at}/prints`, {
      token: staff,
      body: { selection: { registrationGroup: '7A' }, withPasswords: true },
    })
    expect(print.status).toBe(201)
    expect(print.body['learners']).toBe(results.length)
    const file = await fetch(String(print.body['url']))
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="allwedd-[0-9a-z]+\.pdf"$/)
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-')
    const altered = String(print.body['url']).replace(/links\/[^/]+\//, 'links/6992001/')
    expect((await fetch(altered)).status).toBe(403)
  })

  it('deactivates a learner: sign-in is refused and the open session is dead with the next request', async () => {
    const { id, username } = await someone()
    const password = String((await reveal(id)).body['password'])
    const learner = String((await school.signIn(username, password)).body['token'])
    const { body } = await school.send('POST', `${at}/learners/${id}/deactivate`, { token: staff })
    expect(body).toMatchObject({ status: 'deactivated', deactivatedReason: 'by-hand' })
    expect((await school.send('GET', '/v1/me', { token: learner })).status).toBe(401)
    expect((await school.signIn(username, password)).body['code']).toBe('sign-in-failed')
    await school.send('POST', `${at}/learners/${id}/reactivate`, { token: staff })
    expect((await school.signIn(username, password)).status).toBe(201)
  })

  it('edits a display name, and nothing happens to a version that somebody else has changed', async () => {
    const { id, version } = await someone()
    const edit = (body: object, headers: Record<string, string>) =>
      school.send('PATCH', `${at}/learners/${id}`, { token: staff, body, headers })
    expect((await edit({ forename: 'Llŷr' }, {})).status).toBe(428)
    const edited = await edit({ forename: 'Llŷr' }, { 'if-match': `"${version}"` })
    expect(edited.body).toMatchObject({ forename: 'Llŷr', version: version + 1 })
    expect(edited.headers.get('etag')).toBe(`"${version + 1}"`)
    expect((await edit({ forename: 'Llyr' }, { 'if-match': `"${version}"` })).status).toBe(412)
    expect((await learnersBy('q=llyr')).map((found) => found.id)).toContain(id)
  })

  it('changes her own password; her other session ends, this one stays', async () => {
    const [own] = school.allwedd.demo.signIns.filter(({ role }) => role === 'digital-champion')
    if (!own) throw new Error('The demo has no Digital Champion')
    const here = await school.tokenOf('digital-champion')
    const elsewhere = await school.tokenOf('digital-champion')
    const change = (currentPassword: string, newPassword: string) =>
      school.send('PUT', '/v1/me/password', { token: here, body: { currentPassword, newPassword } })
    expect((await change('not the one', 'Afon Teifi 77')).body['code']).toBe('current-password-wrong')
    expect((await change(own.password, 'Afon Teifi 77')).status).toBe(204)
    expect((await school.send('GET', '/v1/me', { token: here })).status).toBe(200)
    expect((await school.send('GET', '/v1/me', { token: elsewhere })).status).toBe(401)
    expect((await school.signIn(own.username, 'Afon Teifi 77')).status).toBe(201)
  })
})
