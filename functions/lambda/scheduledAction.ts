import type { Context } from 'aws-lambda'
import { log, traceOf } from './log.ts'
import { builtAtColdStart } from './wiring.ts'

/**
 * Makes an action that a schedule starts into a Lambda handler. A failure is thrown on, for the schedule to try again.
 *
 * @param wire builds the action once, at cold start; it answers how many things it dealt with.
 */
export const scheduledAction = (name: string, wire: () => () => Promise<number>) => {
  const built = builtAtColdStart(wire)
  return async (_: unknown, { awsRequestId }: Context): Promise<void> => {
    try {
      const count = await built()()
      if (count > 0) log('info', name, { requestId: awsRequestId, count })
    } catch (error) {
      log('error', name, { requestId: awsRequestId, error: traceOf(error) })
      throw error
    }
  }
}
