import { parseArgs } from 'node:util'
import { Complaint } from './complaint.ts'

export type Options = {
  readonly port: number
  readonly folder: string
  readonly fresh: boolean
  /** How large the demo is to be; where not given, it has its own size. */
  readonly learners?: number
  readonly schools?: number
  readonly dynamodbEndpoint?: string
}

export const usage = `Usage: npm start -- [options]
  --port N                 where to listen on 127.0.0.1 (default 4000)
  --data DIR               the folder for everything that is kept (default .allwedd)
  --fresh                  empty that folder first
  --learners N             learners of each demo school (default 900 and 210)
  --schools N              schools of the demo (default 2)
  --dynamodb-endpoint URL  use a DynamoDB that runs already`

const whole = (name: string, text: string | undefined, least: number, most: number): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(/^\d+$/.test(text) && value >= least && value <= most))
    throw new Complaint(`--${name} must be a whole number from ${least} to ${most}, and not "${text}".`)
  return value
}

const urlOf = (text: string | undefined): string | undefined => {
  if (text !== undefined && !/^https?:$/.test(URL.parse(text)?.protocol ?? ''))
    throw new Complaint(`--dynamodb-endpoint must be a URL such as http://127.0.0.1:8000, and not "${text}".`)
  return text
}

/** Reads the command line; undefined when help is asked for. */
export const readOptions = (args: readonly string[]): Options | undefined => {
  const { values } = parse(args)
  if (values.help) return undefined
  const learners = whole('learners', values.learners, 1, 1_000_000)
  const schools = whole('schools', values.schools, 1, 1000)
  const dynamodbEndpoint = urlOf(values['dynamodb-endpoint'])
  return {
    port: whole('port', values.port, 0, 65_535) ?? 4000,
    folder: values.data,
    fresh: values.fresh,
    ...(learners !== undefined && { learners }),
    ...(schools !== undefined && { schools }),
    ...(dynamodbEndpoint !== undefined && { dynamodbEndpoint }),
  }
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        data: { type: 'string', default: '.allwedd' },
        fresh: { type: 'boolean', default: false },
        learners: { type: 'string' },
        schools: { type: 'string' },
        'dynamodb-endpoint': { type: 'string' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    })
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\.\s/)
    throw new Complaint(`${sentence}; --help shows them all.`)
  }
}
