import { Logger } from '@aws-lambda-powertools/logger'

/** What a line of the log may say: ids and outcomes. Never names, bodies, headers, passwords or tokens. */
export type LogLine = {
  readonly route?: string
  readonly requestId?: string
  readonly status?: number
  readonly code?: string
  readonly accountId?: string
  readonly schoolId?: string
  readonly resetId?: string
  readonly count?: number
  readonly milliseconds?: number
  readonly error?: ErrorTrace
}

/** An error without its message, which could repeat what was sent. */
export type ErrorTrace = { readonly name: string; readonly at: readonly string[]; readonly cause?: ErrorTrace }

export const traceOf = (error: unknown): ErrorTrace => {
  if (!(error instanceof Error)) return { name: typeof error, at: [] }
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    at: at.map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: traceOf(error.cause) }),
  }
}

export type Log = (level: 'info' | 'warn' | 'error', event: string, line: LogLine) => void

let logger: Logger | undefined

export const log: Log = (level, event, line) => {
  logger ??= new Logger({ serviceName: 'allwedd' })
  logger[level](event, { ...line })
}
