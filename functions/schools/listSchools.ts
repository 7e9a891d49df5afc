import * as z from 'zod'
import { routes } from '../../shared/contract/routes.ts'
import type { Account } from '../../shared/domain/account.ts'
import type { School } from '../../shared/domain/school.ts'
import { type Cursors, cursorsFromEnv } from '../../shared/store/cursors.ts'
import { type SchoolStore, schoolStoreFromEnv } from '../../shared/store/schools.ts'
import { type Action, httpAction } from '../http/httpAction.ts'
import { pageAnswer } from '../http/nextPage.ts'
import { schoolView } from './schoolView.ts'

/** The account's schools in the order of their ids, from the one after `after`. */
const schoolsOf = async (
  store: SchoolStore,
  { role, authorityId, schoolIds }: Account,
  limit: number,
  after: string | undefined,
): Promise<School[]> => {
  if (role === 'local-administrator') return store.ofAuthority(authorityId, limit, after)
  const ids = schoolIds.filter((id) => after === undefined || id > after)
  return store.getMany(ids.toSorted().slice(0, limit))
}

/** The schools this account may act for. */
export const listSchools =
  (store: SchoolStore, cursors: Cursors): Action<typeof routes.listSchools> =>
  async (request) => {
    const { account } = request.principal
    const { limit, cursor } = request.query
    const list = ['schools', account.id]
    const after = cursor === undefined ? undefined : z.string().parse(await cursors.open(list, cursor))
    const found = await schoolsOf(store, account, limit + 1, after)
    const page = found.slice(0, limit)
    const next = found.length > limit ? await cursors.seal(list, page.at(-1)?.id) : undefined
    return pageAnswer(request, page.map(schoolView), next)
  }

export const handler = httpAction(routes.listSchools, () => listSchools(schoolStoreFromEnv(), cursorsFromEnv()))
