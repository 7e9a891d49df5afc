import { routes } from '../../shared/contract/routes.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { auditTrailFromEnv } from '../../shared/store/auditTrail.ts'
import { linkedFilesFromEnv } from '../../shared/store/linkedFiles.ts'
import { type PrintsOf, printsFromEnv } from '../../shared/store/prints.ts'
import { type Action, httpAction, originOf } from '../http/httpAction.ts'
import { type LinkingNeeds, linkToPrint } from './linkToPrint.ts'

/** A fresh link to a print, for anyone of the school who could have made it, while its file lives. */
export const openPrint =
  ({ prints, ...needs }: LinkingNeeds & { prints: PrintsOf }): Action<typeof routes.openPrint> =>
  async (request) => {
    const { school, params, now } = request
    const print = await prints(school.id).get(params.printId)
    if (!print || print.fileUntil <= now.toISOString()) throw new DomainError('not-found')
    return { body: await linkToPrint(needs, school.id, print, originOf(request), 'print-opened') }
  }

export const handler = httpAction(routes.openPrint, () =>
  openPrint({ prints: printsFromEnv(), files: linkedFilesFromEnv(), audit: auditTrailFromEnv() }),
)
