/** Gets a thing by its name, or gives the one that was got lately. */
export type Remembered<Thing> = (name: string, get: () => Promise<Thing>) => Promise<Thing>

/**
 * Remembers what was got for so many milliseconds and no longer. Who asks while a thing is on its way gets the same one;
 * what could not be got is asked for anew.
 */
export const remembered = <Thing>(milliseconds: number, clock: () => Date): Remembered<Thing> => {
  const entries = new Map<string, { readonly thing: Promise<Thing>; readonly until: number }>()
  return (name, get) => {
    const now = clock().getTime()
    for (const [each, { until }] of entries) if (until <= now) entries.delete(each)
    const known = entries.get(name)
    if (known) return known.thing
    const thing = get()
    entries.set(name, { thing, until: now + milliseconds })
    thing.catch(() => entries.delete(name))
    return thing
  }
}
