import { routes } from '../../shared/contract/routes.ts'
import { withLegalName } from '../../shared/domain/learnerStates.ts'
import { generatePassword } from '../../shared/domain/passwords/generator.ts'
import type { Random } from '../../shared/domain/random.ts'
import { Secret } from '../../shared/domain/secret.ts'
import { usernameStem } from '../../shared/domain/usernames.ts'
import { dataKeysFromEnv } from '../../shared/store/dataKeys.ts'
import { secureRandom } from '../../shared/store/ids.ts'
import { learnerChangesFromEnv } from '../../shared/store/learnerChanges.ts'
import { learnersFromEnv } from '../../shared/store/learners.ts'
import { passwordHasherFromEnv } from '../../shared/store/passwordHasher.ts'
import { passwordSealer } from '../../shared/store/passwordSealer.ts'
import { type UsernameIssuer, usernameIssuerFromEnv } from '../../shared/store/usernames.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { type IssuingNeeds, issuePassword } from '../passwords/issuePassword.ts'
import { passwordContext } from '../passwords/passwordPolicy.ts'
import { type ChangeNeeds, changeLearner } from './changeLearner.ts'
import { checkVersion, learnerAnswer } from './learnerView.ts'
import { keptNames } from './nameRules.ts'

type Needs = ChangeNeeds & IssuingNeeds & { usernames: UsernameIssuer; random: Random }

/**
 * A Digital Champion records a name that was changed legally. The display name stays as people chose it. A new username
 * comes with a new password, since it goes on a new card.
 */
export const changeLegalName =
  ({ usernames, random, ...needs }: Needs): Action<typeof routes.changeLegalName> =>
  async (request) => {
    const { school, params, body, ifMatch, principal, now } = request
    const names = keptNames(body, 'legalForename', 'legalSurname')
    const learner = await changeLearner(needs, school, params.learnerId, async (before) => {
      checkVersion(ifMatch, before)
      const event = { ...originOf(request), learnerId: before.id, details: { newUsername: body.newUsername } }
      if (!body.newUsername) {
        const after = withLegalName(before, names)
        return after === before ? null : { after, event: { ...event, action: 'legal-name-changed' } }
      }
      const username = await usernames.next(usernameStem(names.legalForename, names.legalSurname))
      const { after, password } = await issuePassword(needs, {
        school,
        learner: before,
        password: new Secret(generatePassword(random, 'either', passwordContext(username, [school]))),
        setBy: principal.account.username,
        at: now,
      })
      return {
        after: { ...after, ...names, username },
        password,
        account: { username, endSessions: true },
        event: { ...event, action: 'legal-name-changed' },
      }
    })
    return learnerAnswer(learner)
  }

export const handler = httpAction(routes.changeLegalName, () =>
  changeLegalName({
    learnersOf: learnersFromEnv(),
    changesOf: learnerChangesFromEnv(['USERNAMES', 'PASSWORD_HASHES', 'PASSWORD_CIPHERTEXTS']),
    usernames: usernameIssuerFromEnv(),
    hasher: passwordHasherFromEnv(),
    sealer: passwordSealer(dataKeysFromEnv()),
    random: secureRandom,
  }),
)
