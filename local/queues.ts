import { buildApp } from 'fauxqs'
import { S3Store } from '../node_modules/fauxqs/dist/s3/s3Store.js'
import { SnsStore } from '../node_modules/fauxqs/dist/sns/snsStore.js'
import { SqsStore } from '../node_modules/fauxqs/dist/sqs/sqsStore.js'
import { region } from './intrinsics.ts'
import { queueArn, queueUrl } from './localNames.ts'
import type { QueuePlan } from './plan.ts'
import { freePort, loopback } from './ports.ts'
import { openQueueFile } from './queueFile.ts'

export type Queues = {
  readonly endpoint: string
  /** Makes the queues, with the messages that they had. */
  readonly open: (plans: readonly QueuePlan[]) => void
  readonly stop: () => Promise<void>
}

/**
 * SQS for one machine, its messages in `file`. fauxqs's own start listens on every address and doesn't export its stores,
 * which is why they are imported by path.
 */
export const startQueues = async (file: string): Promise<Queues> => {
  const sqsStore = new SqsStore()
  sqsStore.region = region
  const stores = { sqsStore, snsStore: new SnsStore(), s3Store: new S3Store() }
  const app = buildApp({ logger: false, defaultRegion: region, stores })
  const kept = openQueueFile(file)
  const endpoint = await app.listen({ port: await freePort(), host: loopback })
  return {
    endpoint,
    open: (plans) => {
      for (const { name, attributes } of plans) {
        const queue = sqsStore.createQueue(name, queueUrl(endpoint, name), queueArn(name), { ...attributes })
        for (const message of kept.messagesOf(name)) queue.enqueue(message)
        queue.persistence = kept.persistence
        const dequeue = queue.dequeue.bind(queue)
        queue.dequeue = (...call) => kept.together(() => dequeue(...call))
      }
    },
    stop: async () => {
      await app.close()
      kept.close()
    },
  }
}
