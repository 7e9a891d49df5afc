import * as z from 'zod'
import type { ErrorCode } from '../domain/errors.ts'
import type { Bilingual } from '../domain/language.ts'

/** What each error code answers with: its HTTP status, and a title that a teacher understands. */
export const problems: Readonly<Record<ErrorCode, { readonly status: number; readonly title: Bilingual }>> = {
  'not-signed-in': { status: 401, title: { en: 'Please sign in', cy: 'Mewngofnodwch' } },
  'sign-in-failed': {
    status: 401,
    title: {
      en: 'The username or password is not right, or the account cannot be used',
      cy: 'Nid yw’r enw defnyddiwr neu’r cyfrinair yn gywir, neu ni ellir defnyddio’r cyfrif',
    },
  },
  'too-many-attempts': {
    status: 429,
    title: {
      en: 'Too many attempts: please wait and try again',
      cy: 'Gormod o ymdrechion: arhoswch cyn rhoi cynnig arall arni',
    },
  },
  'cross-site': {
    status: 403,
    title: { en: 'This request came from another site', cy: 'Daeth y cais hwn o wefan arall' },
  },
  'mfa-required': {
    status: 403,
    title: { en: 'Your second step of signing in is needed', cy: 'Mae angen ail gam y mewngofnodi' },
  },
  'password-change-required': {
    status: 403,
    title: {
      en: 'Choose a new password of your own first',
      cy: 'Dewiswch gyfrinair newydd i chi’ch hun yn gyntaf',
    },
  },
  'current-password-wrong': {
    status: 403,
    title: { en: 'The current password is not right', cy: 'Nid yw’r cyfrinair presennol yn gywir' },
  },
  'not-allowed': {
    status: 403,
    title: { en: 'Your account may not do this', cy: 'Ni chaiff eich cyfrif wneud hyn' },
  },
  'not-found': { status: 404, title: { en: 'There is no such thing here', cy: 'Nid oes y fath beth yma' } },
  'payload-too-large': { status: 413, title: { en: 'The request is too large', cy: 'Mae’r cais yn rhy fawr' } },
  'unsupported-media-type': {
    status: 415,
    title: { en: 'The request must be JSON', cy: 'Rhaid i’r cais fod yn JSON' },
  },
  'invalid-request': {
    status: 400,
    title: { en: 'Something in the request is not right', cy: 'Mae rhywbeth yn y cais yn anghywir' },
  },
  'invalid-cursor': {
    status: 400,
    title: {
      en: 'This page of the list can no longer be opened: start the list again',
      cy: 'Ni ellir agor y dudalen hon o’r rhestr mwyach: dechreuwch y rhestr eto',
    },
  },
  'password-policy': {
    status: 400,
    title: { en: 'The password does not keep the rules', cy: 'Nid yw’r cyfrinair yn cadw at y rheolau' },
  },
  'precondition-required': {
    status: 428,
    title: {
      en: 'Say which version you are changing, in If-Match',
      cy: 'Nodwch pa fersiwn rydych yn ei newid, yn If-Match',
    },
  },
  'precondition-failed': {
    status: 412,
    title: {
      en: 'Someone else has changed this meanwhile: look at it again',
      cy: 'Mae rhywun arall wedi newid hyn yn y cyfamser: edrychwch arno eto',
    },
  },
  conflict: {
    status: 409,
    title: {
      en: 'Someone else changed this at the same moment: try again',
      cy: 'Newidiodd rhywun arall hyn ar yr un pryd: rhowch gynnig arall arni',
    },
  },
  'password-not-available': {
    status: 409,
    title: {
      en: 'This password is not available here: reset it to get a new one',
      cy: 'Nid yw’r cyfrinair hwn ar gael yma: ailosodwch ef i gael un newydd',
    },
  },
  'password-changed-by-user': {
    status: 409,
    title: {
      en: 'The learner chose this password, so it cannot be shown: reset it to get a new one',
      cy: 'Newidiwyd gan y defnyddiwr, felly ni ellir dangos y cyfrinair: ailosodwch ef i gael un newydd',
    },
  },
  'roster-not-uploaded': {
    status: 409,
    title: {
      en: 'The file of this upload has not arrived: put it to the link first',
      cy: 'Nid yw ffeil y llwythiad hwn wedi cyrraedd: anfonwch hi i’r ddolen yn gyntaf',
    },
  },
  'roster-already-used': {
    status: 409,
    title: {
      en: 'Another sync has used this upload: upload the roster again',
      cy: 'Mae cydamseriad arall wedi defnyddio’r llwythiad hwn: llwythwch y rhestr eto',
    },
  },
  'roster-sync-not-open': {
    status: 409,
    title: {
      en: 'There is nothing to decide about this sync',
      cy: 'Nid oes dim i’w benderfynu am y cydamseriad hwn',
    },
  },
  'plan-out-of-date': {
    status: 409,
    title: {
      en: 'Things have changed since this plan was shown: upload the roster again and look at the new plan',
      cy: 'Mae pethau wedi newid ers dangos y cynllun hwn: llwythwch y rhestr eto ac edrychwch ar y cynllun newydd',
    },
  },
  'temporarily-unavailable': {
    status: 503,
    title: {
      en: 'This cannot be done at the moment: try again in a minute',
      cy: 'Ni ellir gwneud hyn ar hyn o bryd: rhowch gynnig arall arni mewn munud',
    },
  },
  'internal-error': {
    status: 500,
    title: {
      en: 'Something went wrong on our side: try again, and tell us the request id if it stays',
      cy: 'Aeth rhywbeth o’i le ar ein hochr ni: rhowch gynnig arall arni, a rhowch rif y cais i ni os yw’n parhau',
    },
  },
}

/** An error as it is answered: RFC 9457, with a stable code. */
export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    code: z.enum(Object.keys(problems) as [ErrorCode, ...ErrorCode[]]),
    requestId: z.string(),
    errors: z.array(z.strictObject({ pointer: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })

export type Problem = z.infer<typeof problem>
