import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { KMSClient } from '@aws-sdk/client-kms'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { sweepLinks } from '../../functions/prints/sweepLinks.ts'
import { linkedFiles } from '../../shared/store/linkedFiles.ts'
import { type RunningTables, runningTables } from '../functions/passwords/runningTables.ts'
import { readPdf } from '../functions/prints/sheets/readPdf.ts'
import { type Reply, type RunningSchool, runSchool } from '../support/runningSchool.ts'

type Learner = { id: string; username: string; displayName: string; passwordStatus: string; status: string }
type Print = { id: string; url: string; expiresAt: string; learners: number; pages: number }

let school: RunningSchool
let tables: RunningTables
let staff: string
let at: string

const learnersBy = async (query = ''): Promise<Learner[]> => {
  const { body } = await school.send('GET', `${at}/learners?limit=100&${query}`, { token: staff })
  return body['items'] as Learner[]
}
const shownOf = async (id: string): Promise<string> => {
  const { body } = await school.send('POST', `${at}/learners/${id}/password/reveal`, { token: staff })
  return String(body['password'])
}
const print = (body: unknown, token = staff) => school.send('POST', `${at}/prints`, { token, body })
const reopen = (id: string, token = staff) => school.send('GET', `${at}/prints/${id}`, { token })

const made = async (body: unknown): Promise<Print> => {
  const reply = await print(body)
  expect(reply.status).toBe(201)
  return reply.body as Print
}

/** Opens the link, and reads what is printed. */
const read = async ({ url }: Print) => {
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer())
  expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-')
  const { pages } = readPdf(bytes)
  return { pages: pages.length, texts: pages.flat().map(({ text }) => text) }
}

const printEvents = () => tables.events(school.schoolId, 'print-made', 'print-opened', 'password-printed')
const printsKept = async (): Promise<number> =>
  (await tables.db.send(new ScanCommand({ TableName: tables.table('Prints'), ConsistentRead: true }))).Items?.length ??
  0
const filesKept = (): number =>
  readdirSync(join(school.folder, 'objects'), { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
    .length

/** Goes on as if so many minutes had passed, and signs in again, since sessions end sooner. */
const minutesLater = async (minutes: number) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 })
  return school.tokenOf('staff')
}

beforeAll(async () => {
  school = await runSchool(60)
  tables = await runningTables()
  staff = await school.tokenOf('staff')
  at = `/v1/schools/${school.schoolId}`
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})
afterAll(async () => {
  tables.stop()
  await school.stop()
})

describe('a print', () => {
  it.each(
    ['cards', 'list', 'one-per-page'].flatMap((layout) => ['cy-en', 'en', 'cy'].map((language) => [layout, language])),
  )('as %s in %s names everyone, on as many pages as it says', async (layout, language) => {
    const learners = await learnersBy('registrationGroup=7A')
    const selection = { registrationGroup: '7A' }
    const answer = await made({ selection, withPasswords: true, layout, language })
    expect(answer.learners).toBe(learners.length)
    const { pages, texts } = await read(answer)
    expect(pages).toBe(answer.pages)
    if (layout === 'one-per-page') expect(pages).toBe(learners.length)
    for (const { username } of learners) expect(texts).toContain(username)
    expect(texts.some((text) => text.includes('Enw defnyddiwr'))).toBe(language !== 'en')
    expect(texts.some((text) => text.includes('Username'))).toBe(language !== 'cy')
  })

  it('is of cards in both languages, unless something else is asked for', async () => {
    const learners = await learnersBy('yearGroup=8')
    const { pages, texts } = await read(await made({ selection: { yearGroup: '8' }, withPasswords: false }))
    expect(texts).toContain('Enw defnyddiwr')
    expect(texts.some((text) => text.includes('Username'))).toBe(true)
    expect(pages).toBeLessThan(learners.length)
  })

  it('has the passwords that can be shown, and the reason in place of the others', async () => {
    const all = await learnersBy('status=active')
    const ofStatus = (status: string) => all.find(({ passwordStatus }) => passwordStatus === status)
    const chosen = ['available', 'not-available', 'changed-by-user'].map((status) => ofStatus(status)?.id ?? '')
    const { texts } = await read(await made({ selection: { learnerIds: chosen }, withPasswords: true, language: 'cy' }))
    expect(texts).toContain(await shownOf(chosen[0] ?? ''))
    expect(texts.some((text) => text.startsWith('Ddim ar gael'))).toBe(true)
    expect(texts.some((text) => text.startsWith('Newidiwyd gan y defnyddiwr'))).toBe(true)
  })

  it('has no password when none is asked for', async () => {
    const [learner] = await learnersBy('passwordStatus=available')
    const selection = { learnerIds: [learner?.id] }
    const { texts } = await read(await made({ selection, withPasswords: false }))
    expect(texts).toContain(learner?.username)
    expect(texts.join('\n')).not.toContain(await shownOf(learner?.id ?? ''))
  })

  it.each([
    ['registrationGroup', '8A'],
    ['teachingClass', '7A/Ma1'],
    ['yearGroup', '9'],
  ])('of a %s has everyone whom the list under that filter shows', async (kind, id) => {
    const listed = await learnersBy(`${kind}=${encodeURIComponent(id)}`)
    const answer = await made({ selection: { [kind]: id }, withPasswords: false, layout: 'list' })
    expect(answer.learners).toBe(listed.length)
    const { texts } = await read(answer)
    for (const { username } of listed) expect(texts).toContain(username)
  })

  it('of the whole school, leavers and all; of ticked learners each once', async () => {
    expect((await made({ selection: { all: true }, withPasswords: true })).learners).toBe(60)
    const [one, two] = await learnersBy()
    const learnerIds = [one?.id, two?.id, one?.id]
    expect((await made({ selection: { learnerIds }, withPasswords: false })).learners).toBe(2)
  })

  it('says where it is, and is kept by nobody on the way', async () => {
    const { headers, body } = await print({ selection: { registrationGroup: '7A' }, withPasswords: false })
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('location')).toBe(`${at}/prints/${body['id']}`)
    const left = Date.parse(String(body['expiresAt'])) - Date.now()
    expect(left).toBeGreaterThan(60_000)
    expect(left).toBeLessThanOrEqual(120_000)
  })
})

describe('nothing is made', () => {
  const expectNothingMade = async (act: () => Promise<Reply>): Promise<Reply> => {
    const before = [await printsKept(), filesKept(), (await printEvents()).length]
    const reply = await act()
    expect([await printsKept(), filesKept(), (await printEvents()).length]).toEqual(before)
    return reply
  }

  it('for unknown ids or another school’s: each is pointed at', async () => {
    const [one] = await learnersBy()
    const elsewhere = school.allwedd.demo.signIns.find(
      (each) => each.role === 'learner' && each.schoolId !== school.schoolId,
    )
    const signedIn = await school.signIn(elsewhere?.username ?? '', elsewhere?.password ?? '')
    const foreign = (signedIn.body['account'] as { id: string }).id
    const learnerIds = ['0000000000000000', one?.id, foreign]
    const reply = await expectNothingMade(() => print({ selection: { learnerIds }, withPasswords: true }))
    expect(reply.status).toBe(400)
    const faults = reply.body['errors'] as { pointer: string; message: string }[]
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/selection/learnerIds/0', '/selection/learnerIds/2'])
    expect(new Set(faults.map(({ message }) => message)).size).toBe(1)
  })

  it.each([
    ['no selection', { withPasswords: true }, '/selection'],
    ['two selections', { selection: { all: true, yearGroup: '7' }, withPasswords: true }, '/selection'],
    ['all: false', { selection: { all: false }, withPasswords: true }, '/selection/all'],
    ['nothing said of passwords', { selection: { yearGroup: '7' } }, '/withPasswords'],
    ['another layout', { selection: { yearGroup: '7' }, withPasswords: true, layout: 'poster' }, '/layout'],
    ['another language', { selection: { yearGroup: '7' }, withPasswords: true, language: 'cy-cy' }, '/language'],
  ])('with %s', async (_, body, pointer) => {
    const reply = await expectNothingMade(() => print(body))
    expect(reply.status).toBe(400)
    expect((reply.body['errors'] as { pointer: string }[]).map((each) => each.pointer)).toEqual([pointer])
  })

  it('for a group that isn’t there, for learners, for nobody, and at a school of others', async () => {
    const selection = { registrationGroup: '7Z' }
    expect((await expectNothingMade(() => print({ selection, withPasswords: true }))).status).toBe(404)
    const body = { selection: { registrationGroup: '7A' }, withPasswords: true }
    const learner = await school.tokenOf('learner')
    expect((await expectNothingMade(() => print(body, learner))).status).toBe(403)
    expect((await expectNothingMade(() => print(body, ''))).status).toBe(401)
    const other = `/v1/schools/${school.allwedd.demo.schools[1]?.id}/prints`
    expect((await school.send('POST', other, { token: staff, body })).status).toBe(404)
  })

  it('while files can’t be stored; trying again works', async () => {
    const body = { selection: { registrationGroup: '7A' }, withPasswords: true }
    const send = S3Client.prototype.send
    vi.spyOn(S3Client.prototype, 'send').mockImplementation(async function (this: S3Client, command: unknown) {
      if (command instanceof PutObjectCommand) throw new Error('down')
      return Reflect.apply(send, this, [command])
    } as never)
    const reply = await expectNothingMade(() => print(body))
    expect({ status: reply.status, code: reply.body['code'] }).toEqual({ status: 503, code: 'temporarily-unavailable' })
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
    vi.restoreAllMocks()
    expect((await read(await made(body))).texts.length).toBeGreaterThan(0)
  })

  it('with passwords while KMS is down; without them it is', async () => {
    const selection = { registrationGroup: '7A' }
    // Keys are kept for five minutes.
    const token = await minutesLater(6)
    vi.spyOn(KMSClient.prototype, 'send').mockRejectedValue(new Error('down') as never)
    const reply = await expectNothingMade(() => print({ selection, withPasswords: true }, token))
    expect(reply.status).toBe(503)
    expect((await print({ selection, withPasswords: false }, token)).status).toBe(201)
  })
})

describe('a link', () => {
  it('opens the file, as a download whose name tells nobody’s', async () => {
    const [learner] = await learnersBy('registrationGroup=7A&passwordStatus=available')
    const { id, url } = await made({ selection: { learnerIds: [learner?.id] }, withPasswords: true })
    const file = await fetch(url)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-type')).toBe('application/pdf')
    expect(file.headers.get('content-disposition')).toBe(`attachment; filename="allwedd-${id}.pdf"`)
    for (const name of [learner?.username, ...(learner?.displayName.split(' ') ?? [])]) expect(url).not.toContain(name)
  })

  it.each<[string, (url: URL) => void]>([
    [
      'another school’s path',
      (url) => {
        url.pathname = url.pathname.replace(/links\/[^/]+/, 'links/6992001')
      },
    ],
    [
      'another file’s path',
      (url) => {
        url.pathname = url.pathname.replace(/[^/]+\.pdf$/, '0000000000000000.pdf')
      },
    ],
    [
      'another signature',
      (url) => {
        const signature = url.searchParams.get('X-Amz-Signature') ?? ''
        url.searchParams.set('X-Amz-Signature', (signature.startsWith('0') ? '1' : '0') + signature.slice(1))
      },
    ],
    ['no signature', (url) => url.searchParams.delete('X-Amz-Signature')],
    ['a longer life', (url) => url.searchParams.set('X-Amz-Expires', '86400')],
    [
      'a later date',
      (url) => {
        const later = new Date(Date.now() + 60_000).toISOString().replace(/[-:]|\.\d+/g, '')
        url.searchParams.set('X-Amz-Date', later)
      },
    ],
    ['one more parameter', (url) => url.searchParams.set('response-content-disposition', 'inline')],
  ])('is refused with %s', async (_, alter) => {
    const url = new URL((await made({ selection: { registrationGroup: '7A' }, withPasswords: false })).url)
    alter(url)
    const answer = await fetch(url)
    expect(answer.status).toBe(403)
    expect(await answer.text()).not.toContain('%PDF')
  })

  it('is good for nothing but reading', async () => {
    const { url } = await made({ selection: { registrationGroup: '7A' }, withPasswords: false })
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403)
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403)
    expect((await fetch(url)).status).toBe(200)
  })

  it('ends after two minutes; a fresh one is given while the file lives, then none', async () => {
    const { id, url, learners, pages } = await made({ selection: { registrationGroup: '7A' }, withPasswords: true })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 121_000 })
    expect((await fetch(url)).status).toBe(403)
    const again = await reopen(id)
    expect(again.headers.get('cache-control')).toBe('no-store')
    expect(again.body).toMatchObject({ id, learners, pages })
    expect((await fetch(String(again.body['url']))).status).toBe(200)
    expect((await reopen(id, await minutesLater(42))).status).toBe(200)
    expect((await reopen(id, await minutesLater(2))).status).toBe(404)
  })

  it('is given again to the school’s staff alone', async () => {
    const { id } = await made({ selection: { registrationGroup: '7A' }, withPasswords: false })
    expect((await reopen(id, await school.tokenOf('digital-champion'))).status).toBe(200)
    expect((await reopen(id, await school.tokenOf('learner'))).status).toBe(403)
    const administrator = await school.tokenOf('local-administrator')
    const other = school.allwedd.demo.schools[1]?.id
    expect((await school.send('GET', `/v1/schools/${other}/prints/${id}`, { token: administrator })).status).toBe(404)
    expect((await reopen('0000000000000000')).status).toBe(404)
    expect((await reopen('x')).status).toBe(404)
  })
})

describe('on record', () => {
  const newEvents = async (act: () => Promise<unknown>) => {
    const before = new Set((await printEvents()).map(({ eventId }) => eventId))
    await act()
    const events = (await printEvents()).filter(({ eventId }) => !before.has(eventId))
    return events.map(({ action, learnerId, details }) => ({ action, learnerId, details }))
  }
  const byLearner = (events: readonly { learnerId?: unknown }[]) => new Set(events.map(({ learnerId }) => learnerId))

  it('is each link, and each learner whose password is in it', async () => {
    const learners = await learnersBy('registrationGroup=7A')
    const shown = new Set(learners.filter(({ passwordStatus }) => passwordStatus === 'available').map(({ id }) => id))
    expect(shown.size).toBeLessThan(learners.length)
    let id = ''
    const events = await newEvents(async () => {
      id = (await made({ selection: { registrationGroup: '7A' }, withPasswords: true })).id
    })
    const once = (action: string) => [{ action, learnerId: null, details: { printId: id } }]
    const printed = (all: typeof events) => all.filter(({ action }) => action === 'password-printed')
    expect(events.filter(({ action }) => action === 'print-made')).toEqual(once('print-made'))
    expect(printed(events)).toHaveLength(shown.size)
    expect(byLearner(printed(events))).toEqual(shown)
    const reopened = await newEvents(() => reopen(id))
    expect(reopened.filter(({ action }) => action === 'print-opened')).toEqual(once('print-opened'))
    expect(byLearner(printed(reopened))).toEqual(shown)
  })

  it('is no learner of a print without passwords', async () => {
    const events = await newEvents(() => made({ selection: { registrationGroup: '7A' }, withPasswords: false }))
    expect(events).toMatchObject([{ action: 'print-made', learnerId: null }])
  })
})

it('the sweep removes the files that are too old to be opened, and no others', async () => {
  const body = { selection: { registrationGroup: '7A' }, withPasswords: true }
  const old = await made(body)
  await new Promise((resolve) => setTimeout(resolve, 20))
  const between = Date.now()
  await new Promise((resolve) => setTimeout(resolve, 20))
  const fresh = await made(body)
  const s3 = new S3Client({ forcePathStyle: true })
  const [, bucket = ''] = new URL(old.url).pathname.split('/')
  const minutes45 = 45 * 60_000
  const sweep = sweepLinks(linkedFiles(s3, bucket), () => new Date(between + minutes45))
  const files = filesKept()
  const removed = await sweep()
  expect(removed).toBeGreaterThan(0)
  expect(filesKept()).toBeLessThan(files)
  expect(await sweep()).toBe(0)
  expect((await fetch(old.url)).status).toBe(404)
  expect((await fetch(fresh.url)).status).toBe(200)
  s3.destroy()
})
