import { CustomResource, Duration, Stack } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { actionFunction, type CodeOf } from '../actionFunction.ts'

/** The secrets that functions read from Parameter Store. */
export const secretNames = ['pepper', 'cursor-key'] as const

export type SecretName = (typeof secretNames)[number]

/** Functions know the secrets by this prefix and their names. */
export const parameterPrefix = '/allwedd'

export const secretArn = (scope: Construct, name: SecretName): string =>
  Stack.of(scope).formatArn({ service: 'ssm', resource: `parameter${parameterPrefix}`, resourceName: name })

export const makeSecretsEntry = 'infra/secrets/makeSecrets.ts'

/**
 * Makes the secrets of an empty account at the first deployment, since CloudFormation can't make a SecureString. To
 * replace one, a person puts the new value before the old one in the parameter: `new,old`.
 */
export const makeSecrets = (scope: Construct, codeOf: CodeOf): void => {
  const maker = actionFunction(scope, 'makeSecrets', {
    entry: makeSecretsEntry,
    codeOf,
    environment: {},
    statements: [
      new PolicyStatement({
        actions: ['ssm:PutParameter'],
        resources: secretNames.map((name) => secretArn(scope, name)),
      }),
    ],
  })
  new CustomResource(scope, 'Secrets', {
    resourceType: 'Custom::Secrets',
    serviceToken: maker.functionArn,
    serviceTimeout: Duration.minutes(1),
    properties: { Names: secretNames.map((name) => `${parameterPrefix}/${name}`) },
  })
}
