import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { type Db, dynamo } from './dynamo.ts'
import { setting } from './environment.ts'

/** What is known of a print: enough to open it again and to say in the audit trail whose passwords are in it. */
export type PrintRecord = {
  readonly id: string
  readonly learnerIds: readonly string[]
  readonly passwordsShownOf: readonly string[]
  readonly pages: number
  /** The file may be opened until then, ISO 8601. */
  readonly fileUntil: string
}

export type PrintStore = {
  put(print: PrintRecord): Promise<void>
  get(id: string): Promise<PrintRecord | null>
}

const storedPrint = z.object({
  id: z.string(),
  learnerIds: z.array(z.string()),
  passwordsShownOf: z.array(z.string()),
  pages: z.number(),
  fileUntil: z.string(),
})

export const printStore = (db: Db, table: string, schoolId: string): PrintStore => ({
  put: async (print) => {
    const expiresAtSeconds = Math.ceil(Date.parse(print.fileUntil) / 1000)
    await db.send(
      new PutCommand({ TableName: table, Item: { ...print, schoolId, printId: print.id, expiresAtSeconds } }),
    )
  },
  get: async (id) => {
    const { Item } = await db.send(
      new GetCommand({ TableName: table, Key: { schoolId, printId: id }, ConsistentRead: true }),
    )
    return Item ? storedPrint.parse(Item) : null
  },
})

export type PrintsOf = (schoolId: string) => PrintStore

export const printsFromEnv = (): PrintsOf => {
  const table = setting('PRINTS_TABLE')
  return (schoolId) => printStore(dynamo(), table, schoolId)
}
