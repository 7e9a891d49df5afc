import { RemovalPolicy, Validations } from 'aws-cdk-lib'
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { Method } from '../shared/contract/route.ts'

/** No addresses, paths or query strings: the route's own key says what was asked, and nothing of whom. */
const loggedFields = {
  requestId: AccessLogField.contextRequestId(),
  at: AccessLogField.contextRequestTimeEpoch(),
  route: '$context.routeKey',
  status: AccessLogField.contextStatus(),
  milliseconds: AccessLogField.contextResponseLatency(),
  bytes: AccessLogField.contextResponseLength(),
  integrationError: AccessLogField.contextIntegrationErrorMessage(),
}

/** The API's one stage. There is no CORS: the portal comes from the same origin. */
export const httpApi = (scope: Construct): HttpApi => {
  const api = new HttpApi(scope, 'Api', { createDefaultStage: false })
  const accessLogs = new LogGroup(scope, 'AccessLogs', {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  new HttpStage(scope, 'Stage', {
    httpApi: api,
    autoDeploy: true,
    throttle: { rateLimit: 500, burstLimit: 1000 },
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLogs),
      format: AccessLogFormat.custom(JSON.stringify(loggedFields)),
    },
  })
  Validations.of(api).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason: 'Sessions are opaque and revoked at once, so each function checks them itself, before anything else',
  })
  return api
}

/** Answers one method and path by a function of its own. */
export const addRoute = (api: HttpApi, id: string, method: Method, path: string, action: LambdaFunction): void => {
  new HttpRoute(api, id, {
    httpApi: api,
    routeKey: HttpRouteKey.with(path, HttpMethod[method]),
    integration: new HttpLambdaIntegration(id, action),
  })
}

/** Answers whatever no route does, in the API's own form. */
export const addUnknownPath = (api: HttpApi, action: LambdaFunction): void => {
  new HttpRoute(api, 'unknownPath', {
    httpApi: api,
    routeKey: HttpRouteKey.DEFAULT,
    integration: new HttpLambdaIntegration('unknownPath', action),
  })
}
