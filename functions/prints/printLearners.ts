import { routes } from '../../shared/contract/routes.ts'
import type { Selection } from '../../shared/domain/learner.ts'
import { type AuditTrail, auditTrailFromEnv } from '../../shared/store/auditTrail.ts'
import { dataKeysFromEnv } from '../../shared/store/dataKeys.ts'
import { newId } from '../../shared/store/ids.ts'
import { type LearnersOf, learnersFromEnv } from '../../shared/store/learners.ts'
import { type LinkedFiles, linkedFilesFromEnv, printFileKey } from '../../shared/store/linkedFiles.ts'
import { passwordCiphertextsFromEnv } from '../../shared/store/passwordCiphertexts.ts'
import { passwordSealer } from '../../shared/store/passwordSealer.ts'
import { type PrintsOf, printsFromEnv } from '../../shared/store/prints.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { selectLearners } from '../learners/selectLearners.ts'
import { filesUnavailable, linkToPrint } from './linkToPrint.ts'
import { type PasswordReaders, printedLearners, shownPasswords } from './printedLearners.ts'
import { renderSheet } from './sheets/renderSheet.ts'

type Needs = PasswordReaders & { learnersOf: LearnersOf; prints: PrintsOf; files: LinkedFiles; audit: AuditTrail }

/** How long a print can be opened again, in milliseconds: its file is gone within the hour. */
const fileLives = 45 * 60_000

const groupNameOf = (selection: Selection): { groupName?: string } =>
  'id' in selection ? { groupName: selection.id } : {}

/** Print Selected, Print Registration Group, Print Details: usernames as a PDF, with or without passwords. */
export const printLearners =
  ({ learnersOf, prints, files, audit, ...readers }: Needs): Action<typeof routes.printLearners> =>
  async (request) => {
    const { school, body, now } = request
    const { selection, withPasswords, layout, language } = body
    const learners = await selectLearners(learnersOf(school), selection)
    const passwords = withPasswords ? await shownPasswords(readers, learners) : null
    const { pdf, pages } = await renderSheet({
      layout,
      language,
      schoolName: school.name,
      ...groupNameOf(selection),
      printedAt: now,
      learners: printedLearners(learners, passwords),
    })
    const print = {
      id: newId(),
      learnerIds: learners.map(({ id }) => id),
      passwordsShownOf: [...(passwords?.keys() ?? [])],
      pages,
      fileUntil: new Date(now.getTime() + fileLives).toISOString(),
    }
    try {
      await files.put(printFileKey(school.id, print.id), pdf, 'application/pdf', `allwedd-${print.id}.pdf`)
    } catch (error) {
      throw filesUnavailable(error)
    }
    await prints(school.id).put(print)
    const answer = await linkToPrint({ files, audit }, school.id, print, originOf(request), 'print-made')
    return { body: answer, headers: { location: `/v1/schools/${school.id}/prints/${print.id}` } }
  }

export const handler = httpAction(routes.printLearners, () =>
  printLearners({
    learnersOf: learnersFromEnv(),
    ciphertexts: passwordCiphertextsFromEnv(),
    sealer: passwordSealer(dataKeysFromEnv()),
    prints: printsFromEnv(),
    files: linkedFilesFromEnv(),
    audit: auditTrailFromEnv(),
  }),
)
