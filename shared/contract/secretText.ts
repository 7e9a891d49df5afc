import { Secret } from '../domain/secret.ts'
import { text } from './text.ts'

/** A password on its way in: from here on it travels as a `Secret`. Longer than this it is no password but an attack. */
export const secretText = text(1024, 1)
  .transform((value) => new Secret(value))
  .meta({ override: { type: 'string', format: 'password', writeOnly: true, minLength: 1, maxLength: 1024 } })
