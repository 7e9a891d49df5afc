import { readFileSync } from 'node:fs'
import { App } from 'aws-cdk-lib'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { BUNDLING_STACKS } from 'aws-cdk-lib/cx-api'
import { bundleFunctions } from './bundle.ts'
import { defineStacks, entries } from './stacks.ts'

// The command line passes these flags on; whoever runs this file directly gets the same ones.
const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'))
const app = new App({ context })

const withoutBundling = (app.node.tryGetContext(BUNDLING_STACKS) ?? ['**']).length === 0
if (withoutBundling) {
  defineStacks(app, (entry) => Code.fromInline(`// ${entry} is run from its source`))
} else {
  const { folderOf, remove } = await bundleFunctions(entries)
  defineStacks(app, (entry) => Code.fromAsset(folderOf(entry)))
  remove()
}
app.synth()
