import { routes } from '../../shared/contract/routes.ts'
import { generatePassword } from '../../shared/domain/passwords/generator.ts'
import type { Random } from '../../shared/domain/random.ts'
import { secureRandom } from '../../shared/store/ids.ts'
import { type Action, httpAction } from '../http/httpAction.ts'

/** Generate Password: passwords to look at before one of them is set. No two are the same. */
export const suggestPasswords =
  (random: Random): Action<typeof routes.suggestPasswords> =>
  async ({ body: { language, count } }) => {
    const passwords = new Set<string>()
    while (passwords.size < count) passwords.add(generatePassword(random, language))
    return { body: { passwords: [...passwords] } }
  }

export const handler = httpAction(routes.suggestPasswords, () => suggestPasswords(secureRandom))
