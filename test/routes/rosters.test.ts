import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningSchool, runSchool } from '../support/runningSchool.ts'
import { type Ask, asker, codeOf, nobody, pointersOf, withoutRequestId } from './asking.ts'
import { type Person, personIn, signedInPeople } from './people.ts'
import { startSync, uploadRoster } from './rosterSteps.ts'

type Key = { readonly id: string; readonly key: string }

const file = 'UPN,Legal Surname\nB801200005001,Bloggs\n'
const upload = { fileName: 'rhestr.csv', bytes: Buffer.byteLength(file) }

let school: RunningSchool
let ask: Ask
let champion: Person
let otherSchool: Person
let own: { schoolId: string }
let token: string

beforeAll(async () => {
  school = await runSchool(10)
  ask = asker(school.allwedd.url)
  const people = await signedInPeople(school)
  champion = personIn(people, 'digital-champion')
  const { schoolId } = personIn(people, 'primary staff')
  otherSchool = { ...personIn(people, 'local-administrator'), schoolId }
  own = { schoolId: champion.schoolId }
  token = champion.token
})
afterAll(() => school.stop())

const makeKey = async (name = 'SIMS'): Promise<Key> => {
  const made = await ask('createRosterKey', { token, params: own, body: { name } })
  expect(made.status).toBe(201)
  return made.body as Key
}
const put = (url: unknown, body: string) => fetch(String(url), { method: 'PUT', body })
const start = (uploadId: string, by = token) =>
  ask('startRosterSync', { token: by, params: own, body: { uploadId, mode: 'plan' } })

describe('an upload', () => {
  it('is a link that takes the file as it was announced', async () => {
    const made = await ask('createRosterUpload', { token, params: own, body: upload })
    expect(made.status).toBe(201)
    expect(Date.parse(String(made.body['expiresAt']))).toBeGreaterThan(Date.now())
    expect((await put(made.body['uploadUrl'], file)).status).toBe(200)
  })

  it('takes no file of another length', async () => {
    const made = await ask('createRosterUpload', { token, params: own, body: upload })
    for (const other of [`${file}x`, file.slice(1)]) {
      expect((await put(made.body['uploadUrl'], other)).status).toBe(403)
    }
    expect(codeOf(await start(String(made.body['id'])))).toBe('409 roster-not-uploaded')
  })

  it('of nothing, or of more than can be read, is refused', async () => {
    for (const bytes of [0, -1, 1.5, 50 * 1_048_576 + 1]) {
      const refused = await ask('createRosterUpload', { token, params: own, body: { ...upload, bytes } })
      expect([bytes, codeOf(refused), pointersOf(refused)]).toEqual([bytes, '400 invalid-request', ['/bytes']])
    }
    const largest = { ...upload, bytes: 50 * 1_048_576 }
    expect((await ask('createRosterUpload', { token, params: own, body: largest })).status).toBe(201)
  })
})

describe('a roster key', () => {
  it('is shown once', async () => {
    const { id, key } = await makeKey('Teacher Centre')
    const { body, text } = await ask('listRosterKeys', { token, params: own })
    expect(body['items']).toContainEqual({
      id,
      name: 'Teacher Centre',
      createdBy: champion.username,
      createdAt: expect.any(String),
    })
    expect(text).not.toContain(key.split('.')[2])
  })

  it('uploads to its own school, and a person may then use the upload', async () => {
    const { key } = await makeKey()
    const made = await ask('createRosterUpload', { token: key, params: own, body: upload })
    expect(made.status).toBe(201)
    expect((await put(made.body['uploadUrl'], file)).status).toBe(200)
    expect((await start(String(made.body['id']))).status).toBe(202)
  })

  it('does nothing else', async () => {
    const { key } = await makeKey()
    const replies = await Promise.all([
      ask('openProfile', { token: key }),
      ask('listLearners', { token: key, params: own }),
      ask('listRosterKeys', { token: key, params: own }),
      ask('createRosterKey', { token: key, params: own, body: { name: 'Another' } }),
      ask('listRosterSyncs', { token: key, params: own }),
      start(nobody, key),
    ])
    expect(new Set(replies.map(codeOf))).toEqual(new Set(['401 not-signed-in']))
  })

  it('knows no other school, be it there or not', async () => {
    const { key } = await makeKey()
    for (const schoolId of [otherSchool.schoolId, '6990000', 'x'.repeat(99)]) {
      const refused = await ask('createRosterUpload', { token: key, params: { schoolId }, body: upload })
      expect(codeOf(refused)).toBe('404 not-found')
    }
  })

  it('is nothing when it is altered, carried as a cookie, or for another school than it was made for', async () => {
    const { key } = await makeKey()
    const altered = [
      `${key}x`,
      key.slice(0, -1),
      key.toUpperCase(),
      key.replace(/.$/, (end) => (end === 'A' ? 'B' : 'A')),
      key.replace(/^rk_[^.]+/, `rk_${otherSchool.schoolId}`),
      key.replace(/^rk_/, ''),
      key.replace(/\.[0-9a-z]{16}\./, `.${nobody}.`),
    ]
    for (const each of altered) {
      expect(codeOf(await ask('createRosterUpload', { token: each, params: own, body: upload }))).toBe(
        '401 not-signed-in',
      )
    }
    const headers = { cookie: `__Host-sid=${key}`, 'x-allwedd': '1', origin: school.allwedd.url }
    expect(codeOf(await ask('createRosterUpload', { headers, params: own, body: upload }))).toBe('401 not-signed-in')
  })

  it('is of no use once it is taken back', async () => {
    const { id, key } = await makeKey()
    const removed = () => ask('deleteRosterKey', { token, params: { ...own, keyId: id } })
    expect((await removed()).status).toBe(204)
    expect(codeOf(await ask('createRosterUpload', { token: key, params: own, body: upload }))).toBe('401 not-signed-in')
    expect(codeOf(await removed())).toBe('404 not-found')
  })

  it('of another school cannot be taken back', async () => {
    const { id, key } = await makeKey()
    const params = { schoolId: otherSchool.schoolId, keyId: id }
    expect(codeOf(await ask('deleteRosterKey', { token: otherSchool.token, params }))).toBe('404 not-found')
    expect((await ask('createRosterUpload', { token: key, params: own, body: upload })).status).toBe(201)
  })
})

describe('a sync', () => {
  it('is on record at once, with what it reads and who asked for it', async () => {
    const started = await startSync(ask, champion, file)
    expect(started.status).toBe(202)
    expect(started.body).toMatchObject({
      status: 'running',
      mode: 'plan',
      source: { kind: 'upload', fileName: 'roster.csv' },
      startedBy: champion.username,
    })
    expect(started.headers['retry-after']).toMatch(/^\d+$/)
    const path = `/v1/schools/${champion.schoolId}/roster-syncs/${started.body['id']}`
    expect(started.headers['location']).toBe(path)
    const opened = await ask('openRosterSync', { token, params: { ...own, syncId: String(started.body['id']) } })
    expect(opened.body).toMatchObject({ id: started.body['id'], source: started.body['source'] })
  })

  it('uses an upload once', async () => {
    const uploadId = await uploadRoster(ask, champion, file)
    const replies = await Promise.all([start(uploadId), start(uploadId), start(uploadId)])
    const used = '409 roster-already-used'
    expect(replies.map((reply) => (reply.status === 202 ? '202' : codeOf(reply))).toSorted()).toEqual([
      '202',
      used,
      used,
    ])
    expect(codeOf(await start(uploadId))).toBe(used)
  })

  it('waits for its file', async () => {
    const made = await ask('createRosterUpload', { token, params: own, body: upload })
    const uploadId = String(made.body['id'])
    expect(codeOf(await start(uploadId))).toBe('409 roster-not-uploaded')
    expect((await put(made.body['uploadUrl'], file)).status).toBe(200)
    expect((await start(uploadId)).status).toBe(202)
  })

  it('does not find an upload of another school', async () => {
    const elsewhere = await uploadRoster(ask, otherSchool, file)
    const [ofAnother, ofNobody, madeUp] = await Promise.all([elsewhere, nobody, 'upload#x'].map((id) => start(id)))
    expect(ofAnother && codeOf(ofAnother)).toBe('404 not-found')
    expect([ofAnother, madeUp].map((reply) => reply && withoutRequestId(reply))).toEqual(
      Array(2).fill(ofNobody && withoutRequestId(ofNobody)),
    )
  })

  it('is asked for in one of two modes', async () => {
    const body = { uploadId: nobody, mode: 'force' }
    const refused = await ask('startRosterSync', { token, params: own, body })
    expect([codeOf(refused), pointersOf(refused)]).toEqual(['400 invalid-request', ['/mode']])
  })

  it('of another school looks like one that is not there', async () => {
    const elsewhere = await startSync(ask, otherSchool, file)
    for (const name of ['openRosterSync', 'approveRosterSync', 'rejectRosterSync'] as const) {
      const [ofAnother, ofNobody] = await Promise.all(
        [String(elsewhere.body['id']), nobody].map((syncId) => ask(name, { token, params: { ...own, syncId } })),
      )
      expect(ofAnother && codeOf(ofAnother)).toBe('404 not-found')
      expect(ofAnother && withoutRequestId(ofAnother)).toEqual(ofNobody && withoutRequestId(ofNobody))
    }
  })
})

describe('the list of syncs', () => {
  const page = async (query: Record<string, string>) => {
    const { body } = await ask('listRosterSyncs', { token, params: own, query })
    return { ids: (body['items'] as { id: string }[]).map(({ id }) => id), next: body['nextCursor'] }
  }

  it('is newest first, page by page', async () => {
    const ids: string[] = []
    for (let place = 0; place < 3; place++) ids.unshift(String((await startSync(ask, champion, file)).body['id']))
    const whole = await page({ limit: '100' })
    expect(whole.ids.slice(0, 3)).toEqual(ids)
    const paged: string[] = []
    let next: unknown
    do {
      const found = await page({ limit: '2', ...(next !== undefined && { cursor: String(next) }) })
      paged.push(...found.ids)
      next = found.next
    } while (next !== undefined)
    expect(paged).toEqual(whole.ids)
  })

  it('has a cursor that is of no use at another school', async () => {
    await startSync(ask, champion, file)
    await startSync(ask, champion, file)
    const { next } = await page({ limit: '1' })
    const { token: administrator, schoolId } = otherSchool
    const query = { cursor: String(next) }
    const refused = await ask('listRosterSyncs', { token: administrator, params: { schoolId }, query })
    expect(codeOf(refused)).toBe('400 invalid-cursor')
  })
})
