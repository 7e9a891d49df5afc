import * as z from 'zod'
import { printLanguages, printLayouts } from '../domain/print.ts'
import { route } from './route.ts'
import { anySelection } from './selection.ts'
import { instant, ownId, schoolId } from './text.ts'

const print = z
  .strictObject({
    id: z.string(),
    url: z.string(),
    expiresAt: instant,
    learners: z.int().min(0).max(100_000),
    pages: z.int().min(0).max(100_000),
  })
  .meta({ id: 'Print' })

export const printRoutes = {
  printLearners: route({
    name: 'printLearners',
    area: 'prints',
    method: 'POST',
    path: '/v1/schools/{schoolId}/prints',
    summary: 'Print usernames, with or without passwords, as a PDF behind a link that expires',
    permission: 'print-credentials',
    params: z.object({ schoolId }),
    body: z.strictObject({
      selection: anySelection,
      withPasswords: z.boolean(),
      layout: z.enum(printLayouts).default('cards'),
      language: z.enum(printLanguages).default('cy-en'),
    }),
    status: 201,
    response: print,
    problems: ['temporarily-unavailable'],
  }),
  openPrint: route({
    name: 'openPrint',
    area: 'prints',
    method: 'GET',
    path: '/v1/schools/{schoolId}/prints/{printId}',
    summary: 'A fresh link to a print while its file lives',
    permission: 'print-credentials',
    params: z.object({ schoolId, printId: ownId }),
    status: 200,
    response: print,
    problems: ['temporarily-unavailable'],
  }),
}
