import httpJsonBodyParser from '@middy/http-json-body-parser'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod'
import { faultsOf } from '../../shared/contract/faults.ts'
import type { Route } from '../../shared/contract/route.ts'
import { DomainError } from '../../shared/domain/errors.ts'

const mostBytes = 256 * 1024

const nothing = z.strictObject({})
const noBody = nothing.optional()

const jsonBodyParser = httpJsonBodyParser()

const refuseLargeBody = ({ body, isBase64Encoded }: APIGatewayProxyEventV2): void => {
  if (body && Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8') > mostBytes) {
    throw new DomainError('payload-too-large', {
      detail: { en: 'At most 256 KiB are taken.', cy: 'Derbynnir 256 KiB ar y mwyaf.' },
    })
  }
}

/** The JSON value of the body; nothing where there is none, since whether one is needed is for the schema to say. */
const readBody = async (route: Route, event: APIGatewayProxyEventV2): Promise<unknown> => {
  if (route.method === 'GET' || !event.body) return undefined
  const parsed = { event: { ...event } }
  await jsonBodyParser.before?.(parsed as never)
  return parsed.event.body
}

/** Reads params, query and body by the route's schemas: 413, then 415, then 400 with all faults at once. */
export const parseContent = async (route: Route, event: APIGatewayProxyEventV2) => {
  refuseLargeBody(event)
  // Without the input a fault can't tell what is missing from what has another type.
  const telling = { reportInput: true }
  const query = (route.query ?? nothing).safeParse(event.queryStringParameters ?? {}, telling)
  const body = (route.body ?? noBody).safeParse(await readBody(route, event), telling)
  const faults = [query, body].flatMap(({ error }) => (error ? faultsOf(error) : []))
  if (faults.length > 0) throw new DomainError('invalid-request', { faults })
  const params = (route.params ?? z.object({})).safeParse(event.pathParameters ?? {})
  // What doesn't have an id's form can't exist.
  if (!params.success) throw new DomainError('not-found')
  return { params: params.data, query: query.data, body: body.data }
}
