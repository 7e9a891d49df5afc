import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SchedulePlan } from '../../local/plan.ts'
import { nextTime, startSchedules } from '../../local/schedules.ts'

const london = 'Europe/London'

describe('nextTime', () => {
  // 1 January 2027 is a Friday.
  it.each([
    ['rate(1 minute)', 'UTC', '2027-01-01T12:00:30Z', '2027-01-01T12:01:30.000Z'],
    ['rate(15 minutes)', 'UTC', '2027-01-01T12:00:00Z', '2027-01-01T12:15:00.000Z'],
    ['rate(2 days)', 'UTC', '2027-01-01T12:00:00Z', '2027-01-03T12:00:00.000Z'],
    ['cron(30 2 * * ? *)', london, '2027-01-01T12:00:00Z', '2027-01-02T02:30:00.000Z'],
    ['cron(30 2 * * ? *)', london, '2027-07-01T12:00:00Z', '2027-07-02T01:30:00.000Z'],
    ['cron(0 6 ? * 2 *)', london, '2027-01-01T12:00:00Z', '2027-01-04T06:00:00.000Z'],
    ['cron(0 6 ? * 1 *)', london, '2027-01-01T12:00:00Z', '2027-01-03T06:00:00.000Z'],
    ['cron(0 6 ? * 7 *)', london, '2027-01-01T12:00:00Z', '2027-01-02T06:00:00.000Z'],
    ['cron(0 6 ? * MON-FRI *)', london, '2027-01-01T12:00:00Z', '2027-01-04T06:00:00.000Z'],
    ['cron(0 6 ? * 2-6 *)', london, '2027-01-01T12:00:00Z', '2027-01-04T06:00:00.000Z'],
    ['cron(0 6 ? * 6#3 *)', london, '2027-01-01T12:00:00Z', '2027-01-15T06:00:00.000Z'],
    ['cron(0 6 L * ? *)', london, '2027-02-01T12:00:00Z', '2027-02-28T06:00:00.000Z'],
    ['cron(0/20 8-9 * * ? *)', 'UTC', '2027-01-01T08:20:00Z', '2027-01-01T08:40:00.000Z'],
    ['cron(0 0 1 1 ? 2030)', 'UTC', '2027-01-01T12:00:00Z', '2030-01-01T00:00:00.000Z'],
  ])('of %s in %s after %s is %s', (expression, zone, after, due) => {
    expect(nextTime(expression, zone, new Date(after))?.toISOString()).toBe(due)
  })

  it('is null when a year is over', () => {
    expect(nextTime('cron(0 0 1 1 ? 2020)', 'UTC', new Date('2027-01-01T00:00:00Z'))).toBeNull()
  })

  it.each(['rate(1 fortnight)', 'cron(* * * * *)', 'at(2027-01-01T00:00:00)', ''])(
    'of %j is not understood',
    (expression) => {
      expect(() => nextTime(expression, 'UTC', new Date())).toThrow()
    },
  )
})

describe('startSchedules', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date('2027-01-01T12:00:00Z') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const plan = (name: string, expression: string, input?: string): SchedulePlan => ({
    name,
    expression,
    timeZone: 'UTC',
    functionArn: 'f',
    ...(input && { input }),
  })

  it('calls when due, again and again, failed calls or not, and no more when stopped', async () => {
    const invoke = vi.fn().mockRejectedValueOnce(new Error('once')).mockResolvedValue(undefined)
    const onError = vi.fn()
    const { stop } = startSchedules([{ plan: plan('sweep', 'rate(1 minute)'), invoke }], onError)
    await vi.advanceTimersByTimeAsync(59_999)
    expect(invoke).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(120_002)
    expect(invoke).toHaveBeenCalledTimes(3)
    expect(invoke.mock.calls[0]?.[0]).toMatchObject({
      'detail-type': 'Scheduled Event',
      time: '2027-01-01T12:01:00.000Z',
    })
    expect(onError).toHaveBeenCalledExactlyOnceWith('sweep', new Error('once'))
    stop()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(invoke).toHaveBeenCalledTimes(3)
  })

  it('waits for days that are further away than a timer reaches', async () => {
    const invoke = vi.fn().mockResolvedValue(undefined)
    const { stop } = startSchedules([{ plan: plan('yearly', 'cron(0 0 1 3 ? *)'), invoke }], vi.fn())
    await vi.advanceTimersByTimeAsync(58 * 86_400_000)
    expect(invoke).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(86_400_000)
    expect(invoke).toHaveBeenCalledOnce()
    stop()
  })

  it('fires one by name, with its own input', async () => {
    const [a, b] = [vi.fn().mockResolvedValue(undefined), vi.fn().mockRejectedValue(new Error('failed'))]
    const { fire, names, stop } = startSchedules(
      [
        { plan: plan('a', 'rate(1 day)', 'input'), invoke: a },
        { plan: plan('b', 'rate(1 day)'), invoke: b },
      ],
      vi.fn(),
    )
    expect(names).toEqual(['a', 'b'])
    await fire('a')
    expect(a).toHaveBeenCalledExactlyOnceWith('input')
    await expect(fire('b')).rejects.toThrow('failed')
    await expect(fire('c')).rejects.toThrow('no schedule c')
    stop()
  })
})
