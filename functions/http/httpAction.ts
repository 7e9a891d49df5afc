import middy from '@middy/core'
import httpHeaderNormalizer from '@middy/http-header-normalizer'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import type * as z from 'zod'
import type { Route } from '../../shared/contract/route.ts'
import type { Principal } from '../../shared/domain/account.ts'
import type { Actor, AuditOrigin } from '../../shared/domain/audit.ts'
import type { Language } from '../../shared/domain/language.ts'
import type { School } from '../../shared/domain/school.ts'
import { type IdentityStore, identityStoreFromEnv } from '../../shared/store/identity.ts'
import { type RosterKeyReader, rosterKeyReaderFromEnv } from '../../shared/store/rosterKeys.ts'
import { log, traceOf } from '../lambda/log.ts'
import { builtAtColdStart } from '../lambda/wiring.ts'
import { type Admitted, admit, type Doors } from './admission.ts'
import { preferredLanguage } from './language.ts'
import { parseContent } from './parse.ts'
import { domainErrorOf, problemAnswer } from './problem.ts'
import { nothingRuns, securityHeaders } from './securityHeaders.ts'

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

/** A checked request: who asks is known and may, and everything in it has the form that the route asks for. */
export type ActionRequest<R extends Route> = {
  /** As whom this is on record: the account, or the roster key. */
  readonly actor: R['permission'] extends 'public' ? null : Actor
  readonly principal: R extends { permission: 'public' }
    ? null
    : R extends { rosterKeys: true }
      ? Principal | null
      : Principal
  readonly school: R['path'] extends `${string}{schoolId}${string}` ? School : null
  readonly params: Output<R['params']>
  readonly query: Output<R['query']>
  readonly body: Output<R['body']>
  readonly ifMatch: string | undefined
  /** The path and query as they were asked for, for links to the next page. */
  readonly url: { readonly path: string; readonly query: string }
  readonly now: Date
  readonly requestId: string
  readonly sourceIp: string
  readonly language: Language
}

/** What an action answers: the body that the route promises, and headers beyond the usual ones. */
export type Answer<R extends Route> = {
  readonly body?: R['response'] extends z.ZodType ? z.input<R['response']> : undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly cookies?: readonly string[]
}

export type Action<R extends Route> = (request: ActionRequest<R>) => Promise<Answer<R>>

/** What every action stands on; tests put their own in its place. */
export type Ground = {
  readonly identity: () => IdentityStore
  readonly rosterKeys: () => RosterKeyReader
  readonly clock: () => Date
}

const lambdaGround: Ground = {
  identity: identityStoreFromEnv,
  rosterKeys: rosterKeyReaderFromEnv,
  clock: () => new Date(),
}

const doorsOf = (route: Route, { identity, rosterKeys }: Ground): Doors => ({
  identity: identity(),
  rosterKeys: route.rosterKeys ? rosterKeys() : undefined,
})

/** The part of an audit event that comes from the request. */
export const originOf = (request: { actor: Actor; now: Date; requestId: string; sourceIp: string }): AuditOrigin => ({
  actor: request.actor,
  at: request.now,
  requestId: request.requestId,
  sourceIp: request.sourceIp,
})

/**
 * Makes a route and its action into a Lambda handler. The checks are made in the order that the API promises, the
 * answer is checked against the route's schema, and whatever is thrown becomes a problem answer.
 *
 * @param wire builds the action from the function's environment, once, at cold start.
 */
export const httpAction = <const R extends Route>(route: R, wire: () => Action<R>, ground: Ground = lambdaGround) => {
  const built = builtAtColdStart(() => ({
    act: wire(),
    doors: route.permission === 'public' ? undefined : doorsOf(route, ground),
  }))

  const handle = async (
    event: APIGatewayProxyEventV2,
    context: Context,
  ): Promise<APIGatewayProxyStructuredResultV2> => {
    const now = ground.clock()
    const requestId = context.awsRequestId
    const language = preferredLanguage(event.headers['accept-language'])
    let admitted: Admitted | undefined
    const line = () => ({
      route: route.name,
      requestId,
      milliseconds: ground.clock().getTime() - now.getTime(),
      ...(admitted && { accountId: admitted.actor.id }),
      ...(admitted?.school && { schoolId: admitted.school.id }),
    })
    try {
      const { act, doors } = built()
      admitted = doors && (await admit(event, route, doors, now))
      const content = await parseContent(route, event)
      const answer = await act({
        ...(admitted ?? { actor: null, principal: null, school: null }),
        ...content,
        ifMatch: event.headers['if-match'],
        url: { path: event.rawPath, query: event.rawQueryString },
        now,
        requestId,
        sourceIp: event.requestContext.http.sourceIp,
        language,
      } as ActionRequest<R>)
      const written = writtenAnswer(route, answer)
      log('info', 'answered', { ...line(), status: route.status })
      return written
    } catch (thrown) {
      const error = domainErrorOf(thrown)
      const problem = problemAnswer(error, requestId, language)
      const failed = problem.statusCode >= 500
      log(failed ? 'error' : 'info', 'refused', {
        ...line(),
        status: problem.statusCode,
        code: error.code,
        ...(failed && { error: traceOf(error) }),
      })
      return problem
    }
  }

  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(httpHeaderNormalizer())
    .use(securityHeaders())
    .handler(handle)
}

const writtenAnswer = <R extends Route>(route: R, answer: Answer<R>): APIGatewayProxyStructuredResultV2 => {
  const body = route.response?.parse(answer.body)
  return {
    statusCode: route.status,
    headers: {
      ...nothingRuns,
      'cache-control': 'no-store',
      ...(route.response && { 'content-type': route.contentType ?? 'application/json' }),
      ...answer.headers,
    },
    ...(answer.cookies && { cookies: [...answer.cookies] }),
    ...(route.response && { body: route.contentType ? String(body) : JSON.stringify(body) }),
  }
}
