import { randomBytes } from 'node:crypto'
import { ParameterAlreadyExists, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import type { CloudFormationCustomResourceEvent } from 'aws-lambda'

const ssm = new SSMClient({})

/** Puts 32 random bytes where nothing is yet. What is there stays: without its pepper no hash could ever be checked. */
const makeSecret = async (name: string): Promise<void> => {
  const Value = randomBytes(32).toString('base64')
  try {
    await ssm.send(new PutParameterCommand({ Name: name, Value, Type: 'SecureString', Overwrite: false }))
  } catch (error) {
    if (!(error instanceof ParameterAlreadyExists)) throw error
  }
}

const answer = async (event: CloudFormationCustomResourceEvent, outcome: object): Promise<void> => {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event
  const body = JSON.stringify({ PhysicalResourceId: 'secrets', StackId, RequestId, LogicalResourceId, ...outcome })
  const { ok, status } = await fetch(ResponseURL, { method: 'PUT', body })
  if (!ok) throw new Error(`CloudFormation did not take the answer: ${status}`)
}

/** Runs when the stack is deployed. It can neither read nor replace a secret, and keeps them when the stack is deleted. */
export const handler = async (event: CloudFormationCustomResourceEvent): Promise<void> => {
  try {
    if (event.RequestType !== 'Delete') {
      const names: string[] = event.ResourceProperties['Names']
      await Promise.all(names.map(makeSecret))
    }
  } catch (error) {
    return answer(event, { Status: 'FAILED', Reason: error instanceof Error ? error.name : 'unknown' })
  }
  await answer(event, { Status: 'SUCCESS' })
}
