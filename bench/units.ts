/**
 * DynamoDB units of what staff do most, as the emulator bills them by DynamoDB's rules, in a school of 900 learners and
 * in one of 2,500: `node bench/units.ts`. What an action costs must not grow with the school.
 */
import { execFileSync } from 'node:child_process'
import { dynamo } from '../shared/store/dynamo.ts'
import { resetAndWait, runSchool, type School } from './runningSchool.ts'

type Capacity = { readonly ReadCapacityUnits?: number; readonly WriteCapacityUnits?: number; CapacityUnits?: number }
type Output = { readonly ConsumedCapacity?: Capacity | readonly Capacity[] }

const spent = { reads: 0, writes: 0 }

const countUnits = () => {
  dynamo().middlewareStack.add(
    (next, { commandName = '' }) =>
      async (call) => {
        const isWrite = /Put|Update|Delete|Write/.test(commandName)
        Object.assign(call.input, { ReturnConsumedCapacity: 'TOTAL' })
        const result = await next(call)
        const { ConsumedCapacity = [] } = result.output as Output
        for (const { CapacityUnits = 0 } of [ConsumedCapacity].flat()) {
          if (isWrite) spent.writes += CapacityUnits
          else spent.reads += CapacityUnits
        }
        return result
      },
    { step: 'initialize', name: 'countUnits' },
  )
}

const measured = async (act: () => Promise<unknown>): Promise<string> => {
  spent.reads = 0
  spent.writes = 0
  await act()
  return `${spent.reads} read, ${spent.writes} written`
}

type Page = { readonly items: readonly { readonly id: string }[] }

const actions = (school: School): Readonly<Record<string, () => Promise<unknown>>> => {
  const { send, path } = school
  const list = (query: string) => () => send<Page>('GET', `${path}/learners?${query}`)
  const someone = list('registrationGroup=7A&passwordStatus=available&limit=1')
  const withSomeone = (act: (id: string) => Promise<unknown>) => async () => {
    const { items } = await someone()
    spent.reads = 0
    spent.writes = 0
    return act(items[0]?.id ?? '')
  }
  return {
    'page of 50 by name': list('limit=50'),
    'registration group': list('registrationGroup=7A&limit=50'),
    'teaching class': list('teachingClass=7A/Ma1&limit=50'),
    'search "sian"': list('q=sian&limit=50'),
    'filter by consent, newest first': list('consent=given&sort=-createdAt&limit=50'),
    dashboard: () => send('GET', path),
    open: withSomeone((id) => send('GET', `${path}/learners/${id}`)),
    reveal: withSomeone((id) => send('POST', `${path}/learners/${id}/password/reveal`)),
    'reset one': withSomeone((id) => send('PUT', `${path}/learners/${id}/password`, { generate: true })),
    'reset 30 (with watching)': () => resetAndWait(school, { registrationGroup: '7A' }),
    'print 30 with passwords': () =>
      send('POST', `${path}/prints`, { selection: { registrationGroup: '7A' }, withPasswords: true }),
  }
}

const measureSchool = async (size: number) => {
  countUnits()
  const school = await runSchool(size)
  const figures: Record<string, string> = {}
  for (const [name, act] of Object.entries(actions(school))) figures[name] = await measured(act)
  await school.stop()
  return figures
}

/** Each school in a process of its own, since the functions of one process share their connection to DynamoDB. */
const inProcessOfItsOwn = (size: number): Record<string, string> =>
  JSON.parse(execFileSync(process.execPath, [import.meta.filename, String(size)], { encoding: 'utf8' }))

const [, , asked] = process.argv
if (asked) {
  process.stdout.write(JSON.stringify(await measureSchool(Number(asked))))
} else {
  const [small, large] = [inProcessOfItsOwn(900), inProcessOfItsOwn(2500)]
  console.table(
    Object.fromEntries(
      Object.entries(small).map(([name, units]) => [name, { 'school of 900': units, 'school of 2,500': large[name] }]),
    ),
  )
}
process.exit()
