import middy from '@middy/core'
import httpHeaderNormalizer from '@middy/http-header-normalizer'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { DomainError } from '../../shared/domain/errors.ts'
import { preferredLanguage } from '../http/language.ts'
import { problemAnswer } from '../http/problem.ts'
import { securityHeaders } from '../http/securityHeaders.ts'

/** What no route answers: the API's own 404, in the API's own form. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(httpHeaderNormalizer())
  .use(securityHeaders())
  .handler(async ({ headers }: APIGatewayProxyEventV2, { awsRequestId }: Context) =>
    problemAnswer(new DomainError('not-found'), awsRequestId, preferredLanguage(headers['accept-language'])),
  )
