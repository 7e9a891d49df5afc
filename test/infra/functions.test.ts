import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { routes } from '../../shared/contract/routes.ts'
import { app, named, resourcesOf } from './synthesized.ts'

const functions = resourcesOf(app, 'AWS::Lambda::Function')

const integrations = app.findResources('AWS::ApiGatewayV2::Integration')

/** The function that answers a route key. */
const answering = (key: string): string | undefined => {
  const [route] = Object.values(app.findResources('AWS::ApiGatewayV2::Route', { Properties: { RouteKey: key } }))
  const target: string | undefined = route?.['Properties'].Target['Fn::Join'][1][1].Ref
  return target && named(integrations[target]?.['Properties'].IntegrationUri)
}

describe('routes', () => {
  test.each(Object.values(routes))('$method $path is answered by $name', ({ name, area, method, path }) => {
    expect(answering(`${method} ${path}`)).toBe(name)
    expect(functions.get(name)?.Metadata).toMatchObject({ entry: `functions/${area}/${name}.ts` })
  })

  test('there are no others, but the one for what does not exist', () => {
    expect(answering('$default')).toBe('answerUnknownPath')
    app.resourceCountIs('AWS::ApiGatewayV2::Route', Object.keys(routes).length + 1)
  })

  test('no other origin may call them', () => {
    app.hasResourceProperties('AWS::ApiGatewayV2::Api', { CorsConfiguration: Match.absent() })
  })

  test('their access log says neither who asked nor for whom', () => {
    const [stage] = Object.values(app.findResources('AWS::ApiGatewayV2::Stage'))
    const fields = JSON.parse(stage?.['Properties'].AccessLogSettings.Format)
    expect(Object.values(fields).sort()).toEqual([
      '$context.integrationErrorMessage',
      '$context.requestId',
      '$context.requestTimeEpoch',
      '$context.responseLatency',
      '$context.responseLength',
      '$context.routeKey',
      '$context.status',
    ])
    expect(stage?.['Properties'].DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 1000, ThrottlingRateLimit: 500 })
  })
})

describe('functions', () => {
  test.each([...functions.keys()])('%s runs on Node 24, traced, with a log of its own that is kept a month', (name) => {
    const properties = functions.get(name)?.Properties as { LoggingConfig: { LogGroup: unknown }; Timeout: number }
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON' },
    })
    const log = resourcesOf(app, 'AWS::Logs::LogGroup').get(named(properties.LoggingConfig.LogGroup))
    expect(log?.Properties).toMatchObject({ RetentionInDays: 30 })
    expect(properties.Timeout).toBeLessThan(name === 'syncRoster' ? 301 : 30)
  })

  test.each(['signIn', 'changeOwnPassword', 'resetPassword', 'changeLegalName', 'resetQueuedPasswords'])(
    '%s has the memory and processor to hash',
    (name) => {
      expect(functions.get(name)?.Properties['MemorySize']).toBeGreaterThanOrEqual(1024)
    },
  )
})
