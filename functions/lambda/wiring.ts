/**
 * Builds what a function stands on: in Lambda at once, so that a missing setting fails the cold start and not somebody's
 * request; elsewhere at the first use, so that importing an action needs no environment.
 */
export const builtAtColdStart = <Built>(build: () => Built): (() => Built) => {
  let built: { readonly value: Built } | undefined
  const get = () => {
    built ??= { value: build() }
    return built.value
  }
  if (process.env['AWS_LAMBDA_FUNCTION_NAME']) get()
  return get
}
