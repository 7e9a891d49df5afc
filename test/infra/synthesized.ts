import { readFileSync } from 'node:fs'
import { App } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { defineStacks } from '../../infra/stacks.ts'

type Resource = { readonly Type: string; readonly Properties: Record<string, unknown>; readonly Metadata?: object }

const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'))

/** The whole app, to be synthesized without bundling. */
export const newApp = (builtinCloudFormationValidation: boolean) => {
  const cdkApp = new App({ context, builtinCloudFormationValidation })
  return { cdkApp, stacks: defineStacks(cdkApp, (entry) => Code.fromInline(entry)) }
}

// Checking against CloudFormation's schemas takes longer than all the rest; one test does it for all.
const { stacks } = newApp(false)

export const data = Template.fromStack(stacks.data)
export const app = Template.fromStack(stacks.app)

const dataOutputs: Record<string, { Export: { Name: string }; Value: unknown }> = data.toJSON()['Outputs']

/** CDK puts eight characters of a hash behind the id of what it makes. */
const idOf = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '')

/** A reference of a template in words: the id of what it refers to, through exports, and the rest as it is. */
export const named = (value: unknown): string => {
  if (typeof value === 'string') return value
  const [[intrinsic, argument] = ['', undefined]] = Object.entries(value as Record<string, unknown>)
  if (intrinsic === 'Ref') return idOf(String(argument))
  if (intrinsic === 'Fn::GetAtt') return idOf(String((argument as string[])[0]))
  if (intrinsic === 'Fn::Join') return (argument as [string, unknown[]])[1].map(named).join('')
  if (intrinsic === 'Fn::ImportValue') {
    const output = Object.values(dataOutputs).find(({ Export }) => Export.Name === argument)
    return named(output?.Value)
  }
  throw new Error(`No name for ${JSON.stringify(value)}`)
}

/** The resources of a type, by their ids. */
export const resourcesOf = (template: Template, type: string): Map<string, Resource> =>
  new Map(Object.entries(template.findResources(type)).map(([id, resource]) => [idOf(id), resource as Resource]))
