import { DatabaseSync } from 'node:sqlite'
import type { PersistenceManager } from '../node_modules/fauxqs/dist/persistence.js'
import type { SqsMessage } from '../node_modules/fauxqs/dist/sqs/sqsTypes.js'

export type QueueFile = {
  readonly persistence: PersistenceManager
  readonly messagesOf: (queue: string) => SqsMessage[]
  /** Writes of `work` are kept all together or not at all. */
  readonly together: <T>(work: () => T) => T
  readonly close: () => void
}

const nothing = () => {}

/**
 * Keeps the messages of the SQS emulator in a file. Its own persistence loses a message that is made visible again, and one
 * that is on its way to a dead-letter queue when the process dies. Who received a message isn't kept: at the next start none
 * of them is alive, and every message is visible.
 */
export const openQueueFile = (path: string): QueueFile => {
  const db = new DatabaseSync(path)
  db.exec(`PRAGMA journal_mode = WAL;
    CREATE TABLE IF NOT EXISTS messages (id TEXT PRIMARY KEY, queue TEXT NOT NULL, received INTEGER NOT NULL, message TEXT NOT NULL)`)
  const put = db.prepare('INSERT OR REPLACE INTO messages (id, queue, received, message) VALUES (?, ?, ?, ?)')
  const receive = db.prepare('UPDATE messages SET received = ? WHERE id = ?')
  const remove = db.prepare('DELETE FROM messages WHERE id = ?')
  const empty = db.prepare('DELETE FROM messages WHERE queue = ?')
  const all = db.prepare('SELECT received, message FROM messages WHERE queue = ? ORDER BY rowid')

  const kept = {
    insertQueue: nothing,
    deleteQueue: nothing,
    updateQueueAttributes: nothing,
    updateQueueSequenceCounter: nothing,
    insertMessage: (queue, message) => {
      put.run(message.messageId, queue, message.approximateReceiveCount, JSON.stringify(message))
    },
    deleteMessage: (id) => {
      remove.run(id)
    },
    updateMessageInflight: (id, _receipt, _deadline, received) => {
      receive.run(received, id)
    },
    updateMessageReady: nothing,
    deleteQueueMessages: (queue) => {
      empty.run(queue)
    },
  } satisfies Partial<PersistenceManager>

  return {
    persistence: kept as unknown as PersistenceManager,
    messagesOf: (queue) =>
      all.all(queue).map(({ received, message }) => ({
        ...JSON.parse(String(message)),
        approximateReceiveCount: Number(received),
      })),
    together: (work) => {
      db.exec('BEGIN')
      try {
        const result = work()
        db.exec('COMMIT')
        return result
      } catch (error) {
        db.exec('ROLLBACK')
        throw error
      }
    },
    close: () => db.close(),
  }
}
