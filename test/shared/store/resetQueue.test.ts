import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { resetQueue } from '../../../shared/store/resetQueue.ts'

const messages = Array.from({ length: 25 }, (_, number) => ({
  schoolId: '6814001',
  resetId: 'reset00000000000',
  learnerIds: [String(number).padStart(16, '0')],
}))

const opened = () => {
  const client = new SQSClient({ region: 'eu-west-2' })
  return { sqs: mockClient(client), queue: resetQueue(client, 'https://queue.test/resets') }
}

describe('resetQueue', () => {
  it('sends ten messages at a time', async () => {
    const { sqs, queue } = opened()
    sqs.on(SendMessageBatchCommand).resolves({})
    expect(await queue.send(messages)).toBe(0)
    const sent = sqs.commandCalls(SendMessageBatchCommand).map(({ args }) => args[0].input)
    expect(sent.map(({ Entries = [] }) => Entries.length)).toEqual([10, 10, 5])
    expect(new Set(sent.map(({ QueueUrl }) => QueueUrl))).toEqual(new Set(['https://queue.test/resets']))
    const bodies = sent.flatMap(({ Entries = [] }) => Entries.map(({ MessageBody = '' }) => JSON.parse(MessageBody)))
    expect(bodies).toEqual(messages)
    for (const { Entries = [] } of sent) expect(new Set(Entries.map(({ Id }) => Id)).size).toBe(Entries.length)
  })

  it('counts what was refused, and what never got there, and goes on with the rest', async () => {
    const { sqs, queue } = opened()
    const failed = (Id: string) => ({ Id, SenderFault: false, Code: 'InternalError' })
    sqs
      .on(SendMessageBatchCommand)
      .resolvesOnce({ Failed: [failed('3'), failed('7')], Successful: [] })
      .rejectsOnce(new Error('no connection'))
      .resolves({ Successful: [] })
    expect(await queue.send(messages)).toBe(12)
    expect(sqs.commandCalls(SendMessageBatchCommand)).toHaveLength(3)
  })

  it('sends nothing when there is nothing to send', async () => {
    const { sqs, queue } = opened()
    expect(await queue.send([])).toBe(0)
    expect(sqs.calls()).toHaveLength(0)
  })
})
