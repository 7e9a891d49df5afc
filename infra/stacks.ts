import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { routes } from '../shared/contract/routes.ts'
import type { CodeOf } from './actionFunction.ts'
import { AppStack } from './appStack.ts'
import { DataStack } from './dataStack.ts'
import { makeSecretsEntry } from './secrets/secrets.ts'
import { workers } from './workers.ts'

/** The source files of all functions. */
export const entries: readonly string[] = [
  ...Object.values(routes).map(({ area, name }) => `functions/${area}/${name}.ts`),
  ...Object.values(workers),
  makeSecretsEntry,
]

/** Both stacks, checked by cdk-nag when they are synthesized. */
export const defineStacks = (app: App, codeOf: CodeOf): { readonly data: DataStack; readonly app: AppStack } => {
  const data = new DataStack(app, 'AllweddData', { codeOf })
  const stack = new AppStack(app, 'AllweddApp', { data, codeOf })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app))
  return { data, app: stack }
}
