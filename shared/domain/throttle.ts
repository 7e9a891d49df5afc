const freeFailures = 5
const longestWait = 15 * 60

/** Seconds that have to pass after the nth failure in a row: none for the first four, then 1, 2, 4 … up to 15 minutes. */
export const secondsToWait = (failures: number): number =>
  failures < freeFailures ? 0 : Math.min(longestWait, 2 ** (failures - freeFailures))
