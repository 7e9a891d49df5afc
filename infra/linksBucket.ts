import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'

const longestLink = Duration.minutes(2)

/** Prints and exports under `links/`, rosters under `inbox/`. No versions: what is removed is gone. */
export const linksBucket = (scope: Construct): Bucket => {
  const bucket = new Bucket(scope, 'Links', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      { id: 'links', prefix: 'links/', expiration: Duration.days(1) },
      { id: 'inbox', prefix: 'inbox/', expiration: Duration.days(30) },
      { id: 'unfinished', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  })
  bucket.addToResourcePolicy(
    new PolicyStatement({
      sid: 'LinksExpire',
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:GetObject'],
      resources: [bucket.arnForObjects('*')],
      conditions: {
        StringEquals: { 's3:authType': 'REST-QUERY-STRING' },
        NumericGreaterThan: { 's3:signatureAge': longestLink.toMilliseconds() },
      },
    }),
  )
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'An access log would keep the signed links; each one given is in the audit trail instead',
  })
  return bucket
}
