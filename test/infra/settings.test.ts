import { resolve } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { app, data, resourcesOf } from './synthesized.ts'

type LambdaFunction = {
  readonly Properties: { readonly Environment: { readonly Variables: object } }
  readonly Metadata: { readonly entry: string }
}

const functions = [app, data].flatMap((template) =>
  [...resourcesOf(template, 'AWS::Lambda::Function')].map(([name, resource]) => {
    const { Properties, Metadata } = resource as object as LambdaFunction
    const variables = Object.keys(Properties.Environment.Variables).filter((variable) => !variable.startsWith('NODE_'))
    return { name, variables, entry: Metadata.entry }
  }),
)

const settings = new Set(functions.flatMap(({ variables }) => variables))

const outside = process.env
afterEach(() => {
  process.env = outside
})

test.each(functions)('$name reads at cold start exactly what it is given', async ({ name, variables, entry }) => {
  const read = new Set<string>()
  const inLambda = { AWS_LAMBDA_FUNCTION_NAME: name, AWS_REGION: 'eu-west-2' }
  process.env = new Proxy(
    Object.fromEntries([...variables.map((key) => [key, 'given']), ...Object.entries(inLambda)]),
    {
      get: (environment, key: string) => {
        if (settings.has(key)) read.add(key)
        return environment[key]
      },
    },
  )
  vi.resetModules()

  const { handler } = await import(resolve(entry))

  expect(handler).toBeTypeOf('function')
  expect([...read].sort()).toEqual(variables.sort())
})
