export type Clock = {
  (): Date
  /** Lets so many milliseconds pass. */
  forward(milliseconds: number): void
}

export const seconds = 1000
export const minutes = 60 * seconds
export const hours = 60 * minutes

/** A Monday morning in term. */
const start = Date.parse('2026-11-02T09:00:00.000Z')

/** A clock that stands still until a test moves it. */
export const standingClock = (): Clock => {
  let at = start
  const read = () => new Date(at)
  return Object.assign(read, {
    forward: (milliseconds: number) => {
      at += milliseconds
    },
  })
}
