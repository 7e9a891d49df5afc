/**
 * How fast the portal is for people, on the local runtime with a full school of 2,500: `node bench/portal.ts`.
 * Server and client share the machine. Ratios within one run say more than the milliseconds.
 */
import { resetAndWait, runSchool } from './runningSchool.ts'

const connections = 16
const requests = 1600

const school = await runSchool(2500)
const { send, path } = school

const milliseconds = async (act: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await act()
  return performance.now() - startedAt
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** Many people at once, each asking again as soon as they have an answer. */
const underLoad = async (query: string) => {
  const times: number[] = []
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let count = 0; count < requests / connections; count++) {
        times.push(await milliseconds(() => send('GET', `${path}/learners?${query}`)))
      }
    }),
  )
  const sorted = times.toSorted((a, b) => a - b)
  const alone = await milliseconds(() => send('GET', `${path}/learners?${query}`))
  return {
    'alone ms': Math.round(alone),
    'p50 ms': Math.round(quantile(sorted, 0.5)),
    'p99 ms': Math.round(quantile(sorted, 0.99)),
    'per second': Math.round((requests / (performance.now() - startedAt)) * 1000),
  }
}

const print = (selection: object, layout: string) => () =>
  send('POST', `${path}/prints`, { selection, withPasswords: true, layout })

type Groups = { readonly yearGroups: readonly { readonly id: string; readonly learners: number }[] }
const { yearGroups } = await send<Groups>('GET', `${path}/groups`)
const year = yearGroups.toSorted((a, b) => b.learners - a.learners)[0]

console.log(`${connections} connections, ${requests} requests each:`)
console.table({
  'page of 50 by name': await underLoad('limit=50'),
  'registration group 7A': await underLoad('registrationGroup=7A'),
  'search "sian" in 2,500': await underLoad('q=sian'),
})

console.log('Group resets and prints, seconds:')
const seconds = async (act: () => Promise<unknown>) => (await milliseconds(act)) / 1000
console.table({
  'reset 30, from POST to completed': await seconds(() => resetAndWait(school, { registrationGroup: '7A' })),
  [`reset a year of ${year?.learners}`]: await seconds(() => resetAndWait(school, { yearGroup: year?.id })),
  'print 30 cards': await seconds(print({ registrationGroup: '7A' }, 'cards')),
  'print 2,500 cards': await seconds(print({ all: true }, 'cards')),
  'print 2,500 in a list': await seconds(print({ all: true }, 'list')),
  'print 2,500, one per page': await seconds(print({ all: true }, 'one-per-page')),
})
console.log(`Memory at most ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, runtime and client together`)
await school.stop()
process.exit()
