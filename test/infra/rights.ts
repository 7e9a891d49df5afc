import type { Template } from 'aws-cdk-lib/assertions'
import { app, named, resourcesOf } from './synthesized.ts'

type Statement = { Effect: 'Allow' | 'Deny'; Action: string | string[]; Resource: unknown; Condition?: object }

const list = <T>(one: T | T[]): T[] => (Array.isArray(one) ? one : [one])

/** The statements of a function's role. */
export const statementsOf = (template: Template, functionName: string): Statement[] => {
  const role = resourcesOf(template, 'AWS::IAM::Role').get(`${functionName}Role`)
  const policies = role?.Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[]
  return policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
}

const rights = (template: Template, functionName: string, effect: Statement['Effect']): string[] =>
  statementsOf(template, functionName)
    .filter(({ Effect }) => Effect === effect)
    .flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) => list(Resource).map((resource) => `${action} ${named(resource)}`)),
    )
    .sort()

/** Every function of the app stack. */
export const functionNames: readonly string[] = [...resourcesOf(app, 'AWS::Lambda::Function').keys()]

/** What a function may do beyond writing its own log and traces, as `action resource`. */
export const allowed = (functionName: string, template = app): string[] =>
  rights(template, functionName, 'Allow').filter((right) => !/^(logs|xray):/.test(right))

/** All that a function may do. */
export const allAllowed = (functionName: string): string[] => rights(app, functionName, 'Allow')

export const denied = (functionName: string): string[] => rights(app, functionName, 'Deny')

/** The functions that may do something which matches. */
export const whoMay = (right: RegExp): string[] =>
  functionNames.filter((name) => allowed(name).some((allowedRight) => right.test(allowedRight))).sort()
