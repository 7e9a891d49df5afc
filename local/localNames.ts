import { account, type Json, type Names, type Resource, region } from './intrinsics.ts'

/** Where this runtime answers, for attributes that are addresses. */
export type Addresses = {
  /** The emulator of SQS: `http://127.0.0.1:port`. */
  readonly queues: string
  /** The API and the portal. */
  readonly api: string
}

const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`

export const queueArn = (name: string): string => arn('sqs', name)
export const queueUrl = (queues: string, name: string): string => `${queues}/${account}/${name}`

const given = (name: Json, id: string): string => (typeof name === 'string' ? name : id)

/** What each kind of resource is called on this machine: by its own name where the template gives one, else by its logical id. */
export const namesOf =
  ({ queues, api }: Addresses) =>
  (id: string, { Type, Properties = {} }: Resource): Names => {
    switch (Type) {
      case 'AWS::DynamoDB::Table': {
        const name = given(Properties['TableName'], id)
        return { ref: name, attributes: { Arn: arn('dynamodb', `table/${name}`) } }
      }
      case 'AWS::SQS::Queue': {
        const name = given(Properties['QueueName'], id)
        const url = queueUrl(queues, name)
        return { ref: url, attributes: { Arn: queueArn(name), QueueName: name, QueueUrl: url } }
      }
      case 'AWS::S3::Bucket': {
        const name = given(Properties['BucketName'], id).toLowerCase()
        const host = `${name}.s3.${region}.amazonaws.com`
        return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}`, DomainName: host, RegionalDomainName: host } }
      }
      case 'AWS::Lambda::Function': {
        const name = given(Properties['FunctionName'], id)
        return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } }
      }
      case 'AWS::KMS::Key':
        return { ref: id, attributes: { Arn: arn('kms', `key/${id}`), KeyId: id } }
      case 'AWS::ApiGatewayV2::Api':
        return { ref: id, attributes: { ApiId: id, ApiEndpoint: api } }
      case 'AWS::CloudFront::Distribution':
        return { ref: id, attributes: { Id: id, DomainName: new URL(api).host } }
      default:
        return { ref: id, attributes: { Arn: arn('local', id), Id: id } }
    }
  }
