import { join } from 'node:path'
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { expect, it, onTestFinished } from 'vitest'
import { queueArn, queueUrl } from '../../local/localNames.ts'
import { startQueues } from '../../local/queues.ts'
import { client, temporaryFolder } from './temporary.ts'

const plans = [
  { name: 'failed', attributes: { VisibilityTimeout: '60' } },
  {
    name: 'waiting',
    attributes: {
      VisibilityTimeout: '60',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('failed'), maxReceiveCount: 2 }),
    },
  },
]

const open = async (file: string) => {
  const queues = await startQueues(file)
  queues.open(plans)
  const sqs = new SQSClient(client(queues.endpoint))
  const url = (name: string) => queueUrl(queues.endpoint, name)
  let stopped = false
  const stop = async () => {
    if (!stopped) await queues.stop()
    stopped = true
  }
  onTestFinished(stop)
  return {
    stop,
    send: (body: string) => sqs.send(new SendMessageCommand({ QueueUrl: url('waiting'), MessageBody: body })),
    receive: async (name = 'waiting') => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url(name),
          MaxNumberOfMessages: 10,
          MessageSystemAttributeNames: ['All'],
        }),
      )
      return Messages.map(({ Body, ReceiptHandle = '', Attributes = {} }) => ({
        body: Body,
        times: Number(Attributes.ApproximateReceiveCount),
        remove: () => sqs.send(new DeleteMessageCommand({ QueueUrl: url(name), ReceiptHandle })),
        giveBack: () =>
          sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url(name), ReceiptHandle, VisibilityTimeout: 0 })),
      }))
    },
  }
}

it('keeps messages over a restart, those in somebody’s hands too, and no deleted ones', async () => {
  const file = join(temporaryFolder(), 'queues.db')
  const first = await open(file)
  for (const body of ['one', 'two', '{"name":"Llŷr"}']) await first.send(body)
  const [one] = await first.receive()
  await one?.remove()
  await first.stop()

  const second = await open(file)
  const again = await second.receive()
  expect(again.map(({ body, times }) => [body, times])).toEqual([
    ['two', 2],
    ['{"name":"Llŷr"}', 2],
  ])
})

it('keeps a message that was given back', async () => {
  const file = join(temporaryFolder(), 'queues.db')
  const first = await open(file)
  await first.send('mine')
  const [message] = await first.receive()
  await message?.giveBack()
  expect(await first.receive()).toMatchObject([{ body: 'mine', times: 2 }])
  await first.stop()
  const second = await open(file)
  await second.receive()
  expect(await second.receive('failed')).toMatchObject([{ body: 'mine' }])
})

it('moves what was received too often to the dead-letter queue, where it survives a restart', async () => {
  const file = join(temporaryFolder(), 'queues.db')
  const first = await open(file)
  await first.send('poison')
  for (const times of [1, 2]) {
    const [message] = await first.receive()
    expect(message?.times).toBe(times)
    await message?.giveBack()
  }
  expect(await first.receive()).toEqual([])
  await first.stop()
  const second = await open(file)
  expect(await second.receive()).toEqual([])
  expect(await second.receive('failed')).toMatchObject([{ body: 'poison' }])
})
