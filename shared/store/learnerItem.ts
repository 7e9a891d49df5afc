import type { AccountStatus } from '../domain/account.ts'
import type { Consent, Learner, PasswordStatus } from '../domain/learner.ts'
import type { LearnerIndexEntry } from '../domain/learnerList.ts'
import { nameKey } from '../domain/names.ts'
import { storedLearner } from './stored.ts'

/**
 * How a learner lies in the table: under the school, with the sort keys of the local indexes. `index` is what filters,
 * order and search need of a learner, as short as it can be said, since a search reads one for each learner of the school.
 */
const between = '\u001f'
const listed = '\u001e'

const letters = {
  status: { active: 'a', deactivated: 'd' } satisfies Record<AccountStatus, string>,
  leaver: { true: 'l', false: '-' },
  consent: { given: 'g', 'not-given': 'n', withdrawn: 'w', unknown: 'u' } satisfies Record<Consent, string>,
  password: { available: 'a', 'not-available': 'n', 'changed-by-user': 'c' } satisfies Record<PasswordStatus, string>,
}

const meaning = <Word extends string>(table: Readonly<Record<Word, string>>, letter: string | undefined): Word => {
  const word = (Object.keys(table) as Word[]).find((key) => table[key] === letter)
  if (word === undefined) throw new Error('A learner of the index has a form that is not known')
  return word
}

const shortIndex = (learner: Learner): string =>
  [
    letters.status[learner.status] +
      letters.leaver[`${learner.leaver}`] +
      letters.consent[learner.consent] +
      letters.password[learner.passwordStatus],
    Date.parse(learner.createdAt).toString(36),
    learner.username,
    learner.upn ?? '',
    learner.admissionNumber ?? '',
    learner.yearGroup ?? '',
    learner.registrationGroup ?? '',
    learner.teachingClasses.join(listed),
  ].join(between)

const orNull = (text: string | undefined): string | null => text || null

/** Reads an item of the compact index. */
export const readIndexItem = (item: Record<string, unknown>): LearnerIndexEntry => {
  const [foldedSurname = '', foldedForename = ''] = String(item['nameKey']).split('\t')
  const [flags = '', created = '', username = '', upn, admissionNumber, yearGroup, registrationGroup, classes] = String(
    item['index'],
  ).split(between)
  return {
    id: String(item['learnerId']),
    foldedSurname,
    foldedForename,
    username,
    upn: orNull(upn),
    admissionNumber: orNull(admissionNumber),
    yearGroup: orNull(yearGroup),
    registrationGroup: orNull(registrationGroup),
    teachingClasses: classes ? classes.split(listed) : [],
    status: meaning(letters.status, flags[0]),
    leaver: meaning(letters.leaver, flags[1]) === 'true',
    consent: meaning(letters.consent, flags[2]),
    passwordStatus: meaning(letters.password, flags[3]),
    createdAt: new Date(Number.parseInt(created, 36)).toISOString(),
  }
}

/** The sort key of everyone in a group begins with this, and of nobody else: a tab in its name is not the one behind it. */
export const groupPrefix = (group: string): string => `${group.replaceAll('\\', '\\\\').replaceAll('\t', '\\t')}\t`

/** The sort key of a learner in the order of names; given folded names it is the same. */
export const placeByName = (surname: string, forename: string, id: string): string =>
  `${nameKey(surname, forename)}\t${id}`

/** The learner as an item of the table. */
export const learnerItem = (schoolId: string, learner: Learner) => {
  const place = placeByName(learner.surname, learner.forename, learner.id)
  return {
    ...learner,
    schoolId,
    learnerId: learner.id,
    nameKey: place,
    ...(learner.yearGroup && { yearGroupKey: groupPrefix(learner.yearGroup) + place }),
    ...(learner.registrationGroup && { registrationGroupKey: groupPrefix(learner.registrationGroup) + place }),
    index: shortIndex(learner),
  }
}

/** Whether an item found by an id from outside is a learner, and not what lies beside learners under their school. */
export const isLearnerItem = (item: Record<string, unknown>): boolean => item['id'] === item['learnerId']

export const readLearnerItem = (item: Record<string, unknown>): Learner => storedLearner.parse(item)

/** Says that a learner is in a teaching class, beside the learners and under the same school. */
export const classItem = (schoolId: string, teachingClass: string, learnerId: string) => ({
  schoolId,
  learnerId: `${classPrefix(teachingClass)}${learnerId}`,
})

export const classPrefix = (teachingClass: string): string => `class#${teachingClass}#`
