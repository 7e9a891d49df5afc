import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib'
import { Key } from 'aws-cdk-lib/aws-kms'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { CodeOf } from './actionFunction.ts'
import { linksBucket } from './linksBucket.ts'
import { makeSecrets } from './secrets/secrets.ts'
import { makeTables, type Tables } from './tables.ts'

/** Everything that outlives a deployment: rarely changed, and kept when the stack is deleted. */
export class DataStack extends Stack {
  readonly resources: { readonly tables: Tables; readonly links: Bucket; readonly wrappingKey: Key }

  /** How IAM statements of other stacks name the folders of the bucket, once they are synthesized. */
  readonly folders: readonly string[]

  constructor(scope: Construct, id: string, { codeOf, ...props }: StackProps & { readonly codeOf: CodeOf }) {
    super(scope, id, { ...props, terminationProtection: true })
    const wrappingKey = new Key(this, 'WrappingKey', {
      description: "Wraps the schools' data keys, which encrypt the passwords that staff may show",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    this.resources = { tables: makeTables(this), links: linksBucket(this), wrappingKey }
    const bucket = this.resolve(this.exportValue(this.resources.links.bucketArn))['Fn::ImportValue']
    this.folders = ['links', 'inbox'].map((folder) => `${bucket}/${folder}/*`)
    makeSecrets(this, codeOf)
  }
}
