import { randomUUID } from 'node:crypto'
import { Cron } from 'croner'
import type { Invoke } from './functions.ts'
import { account, region } from './intrinsics.ts'
import type { SchedulePlan } from './plan.ts'

type Scheduled = { readonly plan: SchedulePlan; readonly invoke: Invoke }

export type Schedules = {
  readonly names: readonly string[]
  /** Calls a schedule's function now; rejects when the function fails or there is no such schedule. */
  readonly fire: (name: string) => Promise<void>
  readonly stop: () => void
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

/**
 * When a `rate(...)` or `cron(...)` of EventBridge Scheduler is due next after `after`. Its cron has no seconds, but a year,
 * and counts weekdays from 1, Sunday.
 */
export const nextTime = (expression: string, timeZone: string, after: Date): Date | null => {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? []
  if (count !== undefined) return new Date(after.getTime() + Number(count) * (unitMs[unit] ?? 0))
  const [, fields] = /^cron\((\S+(?: \S+){5})\)$/.exec(expression) ?? []
  if (fields === undefined) throw new Error(`${expression} is not understood`)
  return new Cron(`0 ${fields}`, {
    timezone: timeZone,
    alternativeWeekdays: true,
    sloppyRanges: true,
    paused: true,
  }).nextRun(after)
}

const eventOf = ({ name, input }: SchedulePlan, at: Date): unknown =>
  input ?? {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account,
    time: at.toISOString(),
    region,
    resources: [`arn:aws:scheduler:${region}:${account}:schedule/default/${name}`],
    detail: '{}',
  }

const longestTimerMs = 2 ** 31 - 1

/** Calls functions by the clock, from now on: what was due while nothing ran here isn't made up for. */
export const startSchedules = (
  all: readonly Scheduled[],
  onError: (name: string, error: unknown) => void,
): Schedules => {
  const timers = new Map<Scheduled, NodeJS.Timeout>()
  const fire = async ({ plan, invoke }: Scheduled, at: Date): Promise<void> => {
    await invoke(eventOf(plan, at))
  }
  const arm = (scheduled: Scheduled, due: Date | null): void => {
    if (!due) return
    const { name, expression, timeZone } = scheduled.plan
    const wait = Math.max(0, due.getTime() - Date.now())
    const tick = () => {
      if (wait > longestTimerMs) return arm(scheduled, due)
      fire(scheduled, due).catch((error) => onError(name, error))
      // A machine that was asleep doesn't make up for it.
      arm(scheduled, nextTime(expression, timeZone, new Date(Math.max(due.getTime(), Date.now() - 1000))))
    }
    timers.set(scheduled, setTimeout(tick, Math.min(wait, longestTimerMs)))
  }
  for (const scheduled of all) {
    const { expression, timeZone } = scheduled.plan
    arm(scheduled, nextTime(expression, timeZone, new Date()))
  }
  return {
    names: all.map(({ plan }) => plan.name),
    fire: async (name) => {
      const scheduled = all.find(({ plan }) => plan.name === name)
      if (!scheduled) throw new Error(`There is no schedule ${name}`)
      await fire(scheduled, new Date())
    },
    stop: () => {
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
