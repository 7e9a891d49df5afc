import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ResetMessage } from '../../../shared/contract/messages.ts'
import { type Between, type EmulatedSchool, emulatedSchool } from './emulatedSchool.ts'
import { type EmulatedTables, emulatedTables } from './emulatedTables.ts'

let tables: EmulatedTables

beforeAll(async () => {
  tables = await emulatedTables()
})
afterAll(() => tables.stop())

const learners = 4
const mostReceives = 5

/**
 * A worker may die at its n-th commit, before or after it, or have an answer lost on the way and ask again; or a member of
 * staff resets that learner's password in the moment before.
 */
type Fault = {
  readonly kind: 'none' | 'dies-before' | 'dies-after' | 'answer-lost' | 'reset-by-hand'
  readonly commit: number
}

type Step =
  | { readonly kind: 'deliver'; readonly which: number; readonly fault: Fault; readonly acknowledged: boolean }
  | { readonly kind: 'deliver-twice-at-once'; readonly which: number }
  | { readonly kind: 'bury'; readonly which: number }
  | { readonly kind: 'lose'; readonly which: number }
  | { readonly kind: 'sweep'; readonly times: number }
  | { readonly kind: 'reset-by-hand' | 'deactivate'; readonly which: number }
  | { readonly kind: 'initiator-deactivated' }

const which = fc.nat(20)
const fault = fc.record({
  kind: fc.constantFrom('none', 'none', 'dies-before', 'dies-after', 'answer-lost', 'reset-by-hand'),
  commit: fc.integer({ min: 1, max: 3 }),
}) as fc.Arbitrary<Fault>

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('deliver'), which, fault, acknowledged: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('deliver-twice-at-once'), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('bury'), which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('lose'), which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('sweep'), times: fc.integer({ min: 1, max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('reset-by-hand', 'deactivate'), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('initiator-deactivated') }) },
) as fc.Arbitrary<Step>

const learnerOf = ({ TransactItems = [] }: TransactWriteCommandInput): string =>
  String(TransactItems.find(({ Put }) => Put?.Item?.['learnerId'] && Put.Item['username'])?.Put?.Item?.['learnerId'])

const interruptionOf = ({ kind, commit }: Fault, resetByHand: (learnerId: string) => Promise<void>): Between => {
  let commits = 0
  let dead = false
  return async (command, call) => {
    if (dead) throw new Error('killed')
    if (!(command instanceof TransactWriteCommand)) return call()
    commits += 1
    if (commits !== commit) return call()
    if (kind === 'reset-by-hand') await resetByHand(learnerOf(command.input))
    if (kind === 'dies-after' || kind === 'answer-lost') await call()
    dead = kind === 'dies-before' || kind === 'dies-after'
    if (dead) throw new Error('killed')
    return call()
  }
}

/** The queue as SQS keeps it: what isn't acknowledged comes again, and after so many times goes to the dead letters. */
const runSteps = async (school: EmulatedSchool, perMessage: number, steps: readonly Step[]) => {
  const received = new Map<ResetMessage, number>()
  const dead: ResetMessage[] = []
  const byHand = new Map<string, number>()
  const deactivated = new Set<string>()
  let told = { buried: false, initiator: false }

  const remove = (message: ResetMessage) => {
    const place = school.queue.indexOf(message)
    if (place >= 0) school.queue.splice(place, 1)
  }
  const deliver = async (message: ResetMessage, acknowledged: boolean) => {
    const times = (received.get(message) ?? 0) + 1
    received.set(message, times)
    const worked = await school.work(message).then(
      () => true,
      () => false,
    )
    if (worked && acknowledged) remove(message)
    else if (times >= mostReceives) {
      remove(message)
      dead.push(message)
    }
  }
  const bury = async (message: ResetMessage | undefined) => {
    if (!message) return
    told = { ...told, buried: true }
    await school.bury(message)
  }
  const resetByHand = (learnerId: string) => {
    byHand.set(learnerId, (byHand.get(learnerId) ?? 0) + 1)
    return school.resetByHand(learnerId, 'Afon Teifi 77')
  }
  const one = <Item>(items: readonly Item[], place: number) => items[place % Math.max(1, items.length)]

  const take = async (next: Step) => {
    if (next.kind === 'sweep') {
      school.pass(91_000)
      await Promise.all(Array.from({ length: next.times }, () => school.sweep(perMessage)))
      return
    }
    if (next.kind === 'initiator-deactivated') {
      told = { ...told, initiator: true }
      await school.changeAccount(school.staff.id, { status: 'deactivated' })
      return
    }
    const message = one(school.queue, next.which)
    const learnerId = one(school.ids, next.which) ?? ''
    switch (next.kind) {
      case 'deliver':
        school.interrupt(interruptionOf(next.fault, resetByHand))
        if (message) await deliver(message, next.acknowledged)
        school.interrupt()
        return
      case 'deliver-twice-at-once':
        if (message) await Promise.all([deliver(message, false), deliver(message, true)])
        return
      case 'bury':
        return bury(dead.shift())
      case 'lose':
        if (message) remove(message)
        return
      case 'reset-by-hand':
        return resetByHand(learnerId)
      case 'deactivate':
        deactivated.add(learnerId)
        return school.deactivate(learnerId)
    }
  }

  for (const next of steps) await take(next)
  // The faults are over: what waits is delivered, what was lost is swept, what is dead is buried.
  for (let round = 0; round < 2; round++) {
    for (const message of [...school.queue]) await deliver(message, true)
    for (const message of dead.splice(0)) await bury(message)
    await take({ kind: 'sweep', times: 1 })
  }
  return { byHand, deactivated, told }
}

it('every schedule of deliveries, crashes and sweeps ends with one password, one event and one true result each', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: learners }),
      fc.array(step, { maxLength: 14 }),
      async (perMessage, steps) => {
        const school = await emulatedSchool(tables, learners)
        const id = await school.start({ perMessage })
        const { byHand, deactivated, told } = await runSteps(school, perMessage, steps)

        const ended = await school.watch(id)
        expect(ended.status).not.toBe('running')
        expect(ended.running).toBe(false)
        expect(ended.outcomes).toHaveLength(learners)
        expect(ended.total).toBe(ended.done + ended.skipped + ended.failed)

        const events = (await school.events('password-reset')).filter(({ details }) => 'resetId' in details)
        for (const learnerId of school.ids) {
          const outcome = ended.of(learnerId) ?? 'none'
          const times = outcome === 'reset' ? 1 : 0
          const hands = byHand.get(learnerId) ?? 0
          const password = await school.passwordOf(learnerId)
          expect(events.filter((event) => event.learnerId === learnerId)).toHaveLength(times)
          expect(password.versions).toEqual(Array(3).fill(1 + times + hands))
          expect(password.epoch).toBe(1 + times + hands + (deactivated.has(learnerId) ? 1 : 0))
          expect(password.signsIn).toBe(true)
          if (outcome === 'skipped newer-password') expect(hands).toBeGreaterThan(0)
          else if (outcome === 'skipped deactivated') expect(deactivated.has(learnerId)).toBe(true)
          else if (outcome === 'failed initiator-not-allowed') expect(told.initiator).toBe(true)
          else if (outcome === 'failed internal') expect(told.buried).toBe(true)
          else expect(outcome).toBe('reset')
        }
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)
