import * as z from 'zod'
import { route } from './route.ts'

export const serviceRoutes = {
  showHealth: route({
    name: 'showHealth',
    area: 'service',
    method: 'GET',
    path: '/v1/health',
    summary: 'Whether the service answers',
    permission: 'public',
    status: 200,
    response: z.strictObject({ status: z.literal('ok') }),
  }),
  showOpenApi: route({
    name: 'showOpenApi',
    area: 'service',
    method: 'GET',
    path: '/v1/openapi.json',
    summary: 'This document',
    permission: 'public',
    status: 200,
    response: z.record(z.string(), z.unknown()),
  }),
  showDocs: route({
    name: 'showDocs',
    area: 'service',
    method: 'GET',
    path: '/v1/docs',
    summary: 'This document as a page to read',
    permission: 'public',
    status: 200,
    response: z.string(),
    contentType: 'text/html; charset=utf-8',
  }),
}
