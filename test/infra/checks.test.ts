import { App, Stack } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag'
import { expect, test } from 'vitest'
import { app, data, newApp } from './synthesized.ts'

const { cdkApp } = newApp(true)

test('CloudFormation and cdk-nag let the whole app through', () => {
  const { stacks } = cdkApp.synth()
  expect(stacks.map(({ stackName }) => stackName)).toEqual(['AllweddData', 'AllweddApp'])
})

test.each([
  ['AwsSolutions', () => new AwsSolutionsChecks()],
  ['Serverless', () => new ServerlessChecks()],
])('cdk-nag finds nothing by its %s rules', (_, rules) => {
  expect(rules().validateScope(cdkApp).violations).toEqual([])
})

test('cdk-nag does find a bucket that is open to plain HTTP', () => {
  const careless = new App()
  new Bucket(new Stack(careless, 'Careless'), 'Bucket')
  const found = new AwsSolutionsChecks().validateScope(careless).violations.map(({ ruleName }) => ruleName)
  expect(found).toContain('AwsSolutions-S10')
})

test.each([
  ['data', data],
  ['app', app],
])('the %s stack stays well under the 500 resources that a stack may have', (_, template) => {
  expect(Object.keys(template.toJSON()['Resources']).length).toBeLessThan(400)
})
