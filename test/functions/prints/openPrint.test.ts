import { expect, it } from 'vitest'
import type { ActionRequest } from '../../../functions/http/httpAction.ts'
import { openPrint } from '../../../functions/prints/openPrint.ts'
import type { routes } from '../../../shared/contract/routes.ts'
import type { AuditEvent } from '../../../shared/domain/audit.ts'
import { actorOf } from '../../../shared/domain/audit.ts'
import type { LinkedFiles } from '../../../shared/store/linkedFiles.ts'
import type { PrintRecord } from '../../../shared/store/prints.ts'
import { anAccount, aSchool } from '../../support/builders.ts'

const print: PrintRecord = {
  id: '0123456789abcdef',
  learnerIds: ['bloggsjoe0000000', 'bloggsann0000000', 'llyrsian00000000'],
  passwordsShownOf: ['bloggsjoe0000000', 'llyrsian00000000'],
  pages: 1,
  fileUntil: '2026-10-05T10:45:00.000Z',
}

/** What happens, in its order: events that are written, links that are made. */
const opening = (now: string, record = async () => {}) => {
  const happened: string[] = []
  const audit = {
    record: async (_: string, events: readonly AuditEvent[]) => {
      await record()
      happened.push(...events.map(({ action, learnerId }) => `${action} ${learnerId ?? 'nobody'}`))
    },
  }
  const link: LinkedFiles['link'] = async (key) => {
    happened.push(`link ${key}`)
    return { url: 'https://files.example/print', expiresAt: '2026-10-05T10:46:00.000Z' }
  }
  const act = openPrint({
    prints: () => ({ get: async (id) => (id === print.id ? print : null), put: async () => {} }),
    files: { link } as LinkedFiles,
    audit,
  })
  const request = {
    school: aSchool(),
    principal: { account: anAccount() },
    actor: actorOf(anAccount()),
    params: { printId: print.id },
    now: new Date(now),
    requestId: 'request',
    sourceIp: '192.0.2.1',
  } as unknown as ActionRequest<typeof routes.openPrint>
  return { happened, answer: act(request) }
}

it('gives a link until the very end of the file’s life, and each password in it is on record before', async () => {
  const { happened, answer } = opening('2026-10-05T10:44:59.999Z')
  expect((await answer).body).toMatchObject({ id: print.id, learners: 3, pages: 1 })
  expect(happened).toEqual([
    'print-opened nobody',
    'password-printed bloggsjoe0000000',
    'password-printed llyrsian00000000',
    `link links/${aSchool().id}/${print.id}.pdf`,
  ])
})

it('finds nothing from then on, and nothing is on record', async () => {
  const { happened, answer } = opening('2026-10-05T10:45:00.000Z')
  await expect(answer).rejects.toMatchObject({ code: 'not-found' })
  expect(happened).toEqual([])
})

it('makes no link when the event can’t be written', async () => {
  const { happened, answer } = opening('2026-10-05T10:00:00.000Z', () => Promise.reject(new Error('down')))
  await expect(answer).rejects.toThrow('down')
  expect(happened).toEqual([])
})
