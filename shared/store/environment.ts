/** A setting that the deployment gives to a function. Read at cold start, so that a missing one shows at once. */
export const setting = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`The environment variable ${name} is missing`)
  return value
}
