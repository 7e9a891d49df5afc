import * as z from 'zod'
import { resetOutcomes, resetReasons } from '../domain/groupReset.ts'
import { learner, learnerParams } from './learners.ts'
import { route } from './route.ts'
import { secretText } from './secretText.ts'
import { groupSelection } from './selection.ts'
import { instant, ownId, schoolId } from './text.ts'

const generatedLanguage = z.enum(['en', 'cy', 'either'])

const count = z.int().min(0).max(100_000)

const passwordReset = z
  .strictObject({
    id: z.string(),
    status: z.enum(['running', 'completed', 'completed-with-errors']),
    total: count,
    done: count,
    skipped: count,
    failed: count,
    startedBy: z.string(),
    startedAt: instant,
    finishedAt: instant.optional(),
    results: z.array(
      z.strictObject({
        learnerId: z.string(),
        displayName: z.string(),
        username: z.string(),
        outcome: z.enum(resetOutcomes),
        reason: z.enum(resetReasons).optional(),
      }),
    ),
  })
  .meta({ id: 'PasswordReset' })

/** One of the two ways to reset: a password chosen by staff, or one that is generated. */
const newPassword = z
  .strictObject({
    password: secretText.optional(),
    generate: z.literal(true).optional(),
    language: generatedLanguage.optional(),
  })
  .refine(({ password, generate }) => (password === undefined) === (generate === true), { error: 'choose-or-generate' })
  .refine(({ password, language }) => password === undefined || language === undefined, {
    error: 'language-of-chosen',
    path: ['language'],
  })

export const passwordRoutes = {
  suggestPasswords: route({
    name: 'suggestPasswords',
    area: 'passwords',
    method: 'POST',
    path: '/v1/password-suggestions',
    summary: 'Generate passwords to choose from; nothing is set',
    permission: 'reset-passwords',
    body: z
      .strictObject({ language: generatedLanguage.default('either'), count: z.int().min(1).max(20).default(1) })
      .prefault({}),
    status: 200,
    response: z.strictObject({ passwords: z.array(z.string()) }),
  }),
  revealPassword: route({
    name: 'revealPassword',
    area: 'passwords',
    method: 'POST',
    path: '/v1/schools/{schoolId}/learners/{learnerId}/password/reveal',
    summary: 'Show Password',
    permission: 'show-passwords',
    params: learnerParams,
    status: 200,
    response: z.strictObject({ password: z.string(), setAt: instant, setBy: z.string() }),
    problems: ['password-not-available', 'password-changed-by-user', 'conflict', 'temporarily-unavailable'],
  }),
  resetPassword: route({
    name: 'resetPassword',
    area: 'passwords',
    method: 'PUT',
    path: '/v1/schools/{schoolId}/learners/{learnerId}/password',
    summary: 'Reset one password: choose it, or have it generated',
    permission: 'reset-passwords',
    params: learnerParams,
    body: newPassword,
    status: 200,
    response: learner,
    problems: ['password-policy', 'conflict', 'temporarily-unavailable'],
  }),
  resetGroupPasswords: route({
    name: 'resetGroupPasswords',
    area: 'passwords',
    method: 'POST',
    path: '/v1/schools/{schoolId}/password-resets',
    summary: 'Reset the passwords of a group or of ticked learners, in the background',
    permission: 'reset-passwords',
    params: z.object({ schoolId }),
    body: z.strictObject({
      selection: groupSelection,
      includeChangedByUser: z.boolean().default(false),
      onlyNotAvailable: z.boolean().default(false),
      language: generatedLanguage.default('either'),
    }),
    status: 202,
    response: passwordReset,
  }),
  openGroupReset: route({
    name: 'openGroupReset',
    area: 'passwords',
    method: 'GET',
    path: '/v1/schools/{schoolId}/password-resets/{resetId}',
    summary: 'Watch a group reset: how many are done, and the outcome for each learner',
    permission: 'reset-passwords',
    params: z.object({ schoolId, resetId: ownId }),
    status: 200,
    response: passwordReset,
  }),
}
