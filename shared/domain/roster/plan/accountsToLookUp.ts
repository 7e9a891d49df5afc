import type { Learner } from '../../learner.ts'
import { hasLeft } from '../../schoolDay.ts'
import { admissionKey, type Identity, permanentUpn } from './identity.ts'
import type { WholeRoster } from './planInput.ts'

const keysOf = ({ upn, admissionNumber, sourcedId }: Identity): string[] => [
  ...(upn === null ? [] : [`upn ${upn}`]),
  ...(admissionNumber === null ? [] : [`admission ${admissionKey(admissionNumber)}`]),
  ...(sourcedId === null ? [] : [`sourced ${sourcedId}`]),
]

/**
 * The accounts that a plan has to know of beyond the school's own learners: by the permanent UPNs that nobody here has,
 * and by the ids of leavers whose account went on to another school and who are on the roster again.
 */
export const accountsToLookUp = (
  { learners }: Pick<WholeRoster, 'learners'>,
  current: readonly Learner[],
  today: string,
): { readonly upns: readonly string[]; readonly accountIds: readonly string[] } => {
  const here = new Set(current.map(({ upn }) => upn))
  const upns = new Set(learners.map(permanentUpn).filter((upn) => upn !== null && !here.has(upn)))
  const onRoll = new Set(learners.filter(({ leavingDate }) => !hasLeft(leavingDate, today)).flatMap(keysOf))
  const back = current.filter(
    (learner) => learner.leaver && learner.otherSchoolIds.length > 0 && keysOf(learner).some((key) => onRoll.has(key)),
  )
  return { upns: [...upns].filter((upn) => upn !== null).sort(), accountIds: back.map(({ id }) => id).sort() }
}
