import { routes } from '../../shared/contract/routes.ts'
import type { Learner } from '../../shared/domain/learner.ts'
import { generatePassword } from '../../shared/domain/passwords/generator.ts'
import type { Random } from '../../shared/domain/random.ts'
import { Secret } from '../../shared/domain/secret.ts'
import { dataKeysFromEnv } from '../../shared/store/dataKeys.ts'
import { secureRandom } from '../../shared/store/ids.ts'
import { learnerChangesFromEnv } from '../../shared/store/learnerChanges.ts'
import { learnersFromEnv } from '../../shared/store/learners.ts'
import { passwordHasherFromEnv } from '../../shared/store/passwordHasher.ts'
import { passwordSealer } from '../../shared/store/passwordSealer.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { type ChangeNeeds, changeLearner } from '../learners/changeLearner.ts'
import { learnerAnswer } from '../learners/learnerView.ts'
import { type IssuingNeeds, issuePassword } from './issuePassword.ts'
import { passwordContext, refuseWeakPassword } from './passwordPolicy.ts'

type Needs = ChangeNeeds & IssuingNeeds & { random: Random }

/** Manage User → Reset Password: a chosen one or a generated one. The learner's open sessions end with it. */
export const resetPassword =
  ({ random, ...needs }: Needs): Action<typeof routes.resetPassword> =>
  async (request) => {
    const { school, params, body, principal, now } = request

    const passwordFor = ({ username }: Learner): Secret => {
      const context = passwordContext(username, [school])
      if (!body.password) return new Secret(generatePassword(random, body.language ?? 'either', context))
      refuseWeakPassword(body.password, context, ['password'])
      return body.password
    }

    const learner = await changeLearner(needs, school, params.learnerId, async (before) => {
      const issued = await issuePassword(needs, {
        school,
        learner: before,
        password: passwordFor(before),
        setBy: principal.account.username,
        at: now,
      })
      return {
        ...issued,
        account: { endSessions: true },
        event: {
          ...originOf(request),
          action: 'password-reset',
          learnerId: before.id,
          details: { generated: body.generate === true },
        },
      }
    })
    return learnerAnswer(learner)
  }

export const handler = httpAction(routes.resetPassword, () =>
  resetPassword({
    learnersOf: learnersFromEnv(),
    changesOf: learnerChangesFromEnv(['PASSWORD_HASHES', 'PASSWORD_CIPHERTEXTS']),
    hasher: passwordHasherFromEnv(),
    sealer: passwordSealer(dataKeysFromEnv()),
    random: secureRandom,
  }),
)
