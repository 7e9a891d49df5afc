import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi'
import type { ErrorCode } from '../domain/errors.ts'
import { problem, problems } from './problems.ts'
import type { Route } from './route.ts'
import { routes } from './routes.ts'

/** Every problem that a route can answer with: its own, and those that come with what it is. */
export const problemsOf = (route: Route): ErrorCode[] => {
  const changes = route.method !== 'GET'
  const inSchool = route.path.includes('{schoolId}')
  const signedIn: ErrorCode[] = ['not-signed-in', 'not-allowed', ...(changes ? (['cross-site'] as const) : [])]
  return [
    ...(route.permission === 'public' ? [] : signedIn),
    ...(route.permission === 'public' || route.beforePasswordChange ? [] : (['password-change-required'] as const)),
    ...(inSchool ? (['not-found'] as const) : []),
    ...(changes ? (['payload-too-large', 'unsupported-media-type'] as const) : []),
    'invalid-request',
    ...(route.problems ?? []),
    'internal-error',
  ]
}

const problemAnswers = (route: Route): ZodOpenApiOperationObject['responses'] => {
  const byStatus = Map.groupBy(problemsOf(route), (code) => problems[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      `${status}` as const,
      {
        description: codes.map((code) => `\`${code}\`: ${problems[code].title.en}.`).join(' '),
        content: { 'application/problem+json': { schema: problem } },
      },
    ]),
  )
}

const operationOf = (route: Route): ZodOpenApiOperationObject => ({
  operationId: route.name,
  summary: route.summary,
  tags: [route.area],
  security:
    route.permission === 'public'
      ? []
      : [{ bearer: [] }, { cookie: [] }, ...(route.rosterKeys ? [{ rosterKey: [] }] : [])],
  requestParams: { ...(route.params && { path: route.params }), ...(route.query && { query: route.query }) },
  ...(route.ifMatch && {
    parameters: [
      {
        name: 'If-Match',
        in: 'header',
        required: true,
        description: 'The ETag of the version that is changed',
        schema: { type: 'string' },
      },
    ],
  }),
  ...(route.body && {
    requestBody: {
      required: !route.body.safeParse(undefined).success,
      content: { 'application/json': { schema: route.body } },
    },
  }),
  responses: {
    [`${route.status}` as const]: {
      description: route.response ? 'Done' : 'Done, nothing to say',
      ...(route.response && { content: { [route.contentType ?? 'application/json']: { schema: route.response } } }),
    },
    ...problemAnswers(route),
  },
})

const paths = (): ZodOpenApiPathsObject => {
  const found: ZodOpenApiPathsObject = {}
  for (const route of Object.values<Route>(routes)) {
    found[route.path] = { ...found[route.path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return found
}

/** The API as an OpenAPI 3.1 document, made from the route table and nothing else. */
export const openApiDocument = () =>
  createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Allwedd',
      version: '1.0.0',
      description: "A school's user management: learners, passwords, prints. Everything is under /v1.",
    },
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token that signing in gives' },
        rosterKey: { type: 'http', scheme: 'bearer', description: 'A roster key of the school' },
        cookie: { type: 'apiKey', in: 'cookie', name: '__Host-sid' },
      },
    },
    paths: paths(),
  })
