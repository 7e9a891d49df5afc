import { App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import type { TestProject } from 'vitest/node'
import { makeTables } from '../../infra/tables.ts'
import { startDynamoDb } from '../../local/dynamodb.ts'
import { readPlan } from '../../local/template.ts'

type TablePlan = ReturnType<typeof readPlan>['tables'][number]

declare module 'vitest' {
  export interface ProvidedContext {
    readonly dynamodb: { readonly endpoint: string; readonly plans: TablePlan[] }
  }
}

/** The tables as they are deployed: read from the template, as the local runtime does. */
const tablePlans = (): TablePlan[] => {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Tables')
  makeTables(stack)
  const { Resources } = Template.fromStack(stack).toJSON()
  return [...readPlan({ Tables: { Resources } }, { queues: 'http://queues.test', api: 'http://api.test' }).tables]
}

/** One emulator for the run, in memory; vitest calls this before the first of the stores' tests and its answer after the last. */
export const setup = async (project: TestProject) => {
  const { endpoint, stop } = await startDynamoDb({ memory: true })
  project.provide('dynamodb', { endpoint, plans: tablePlans() })
  return stop
}
