/** Lets tests do something in the moment before a store is called: throw, or change things behind its caller's back. */
export type Interruptions<CallName extends string> = {
  /** Every call of this name fails until it is mended. */
  fail(name: CallName, error?: Error): void
  mend(name: CallName): void
  /** Runs before the next call of this name, and no other. */
  beforeNext(name: CallName, act: () => void | Promise<void>): void
}

type Plan = { readonly act: () => unknown; readonly once: boolean }

export const interruptions = <CallName extends string>() => {
  const plans = new Map<string, Plan>()

  const interrupt = async (name: string) => {
    const plan = plans.get(name)
    if (plan?.once) plans.delete(name)
    await plan?.act()
  }

  /** The same port, with a moment before every call in which it can be interrupted. */
  const interruptible = <Port extends object>(name: string, port: Port): Port =>
    Object.fromEntries(
      Object.entries(port).map(([method, run]) => [
        method,
        async (...given: unknown[]) => {
          await interrupt(`${name}.${method}`)
          return run(...given)
        },
      ]),
    ) as Port

  const controls: Interruptions<CallName> = {
    fail: (name, error = new Error(`${name} was made to fail`)) => {
      plans.set(name, {
        once: false,
        act: () => {
          throw error
        },
      })
    },
    mend: (name) => {
      plans.delete(name)
    },
    beforeNext: (name, act) => {
      plans.set(name, { once: true, act })
    },
  }
  return { controls, interruptible }
}
