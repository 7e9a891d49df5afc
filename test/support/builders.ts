import type { Account } from '../../shared/domain/account.ts'
import type { Learner } from '../../shared/domain/learner.ts'
import { fold } from '../../shared/domain/names.ts'
import { learnerRole } from '../../shared/domain/newLearner.ts'
import type { School } from '../../shared/domain/school.ts'
import { usernameStem } from '../../shared/domain/usernames.ts'

/** An id of the form that the product makes, readable: `bloggsjoe0000000`. The same names give the same id. */
export const idFrom = (text: string): string =>
  fold(text)
    .replace(/[^0-9a-z]/g, '')
    .slice(0, 16)
    .padEnd(16, '0')

export const aSchool = (overrides: Partial<School> = {}): School => ({
  id: '6814001',
  authorityId: '681',
  name: { en: 'Aber Secondary School', cy: 'Ysgol Uwchradd Aber' },
  phase: 'secondary',
  lastRosterSync: null,
  ...overrides,
})

/** Joe Bloggs of 7A, whose password the portal never had. Other names give another id and username. */
export const aLearner = (overrides: Partial<Learner> = {}): Learner => {
  const { forename = 'Joe', surname = 'Bloggs' } = overrides
  return {
    id: idFrom(surname + forename),
    username: usernameStem(forename, surname),
    upn: null,
    admissionNumber: '004217',
    legalForename: forename,
    legalSurname: surname,
    forename,
    surname,
    yearGroup: '7',
    registrationGroup: '7A',
    teachingClasses: ['7A/Ma1'],
    leaver: false,
    leavingDate: null,
    status: 'active',
    deactivatedReason: null,
    consent: 'given',
    createdAt: '2026-09-01T08:00:00.000Z',
    passwordStatus: 'not-available',
    passwordSetAt: null,
    passwordVersion: 0,
    version: 1,
    sourcedId: null,
    dateOfBirth: null,
    missingSince: null,
    leaverSince: null,
    otherSchoolIds: [],
    ...overrides,
  }
}

/** Mair Rees, who teaches at the school that `aSchool` gives. Another role or name gives somebody else. */
export const anAccount = (overrides: Partial<Account> = {}): Account => {
  const { forename = 'Mair', surname = 'Rees', role = 'staff' } = overrides
  return {
    id: idFrom(role.slice(0, 5) + surname + forename),
    username: `${usernameStem(forename, surname)}${role === 'staff' ? '' : role.length}`,
    role,
    forename,
    surname,
    authorityId: '681',
    schoolIds: role === 'local-administrator' ? [] : [aSchool().id],
    status: 'active',
    epoch: 1,
    passwordChangeRequired: false,
    ...overrides,
  }
}

/** The account that a learner of a school signs in with. */
export const accountOf = (learner: Learner, school: School): Account =>
  anAccount({
    id: learner.id,
    username: learner.username,
    role: learnerRole(learner.yearGroup, school),
    forename: learner.forename,
    surname: learner.surname,
    authorityId: school.authorityId,
    schoolIds: [school.id],
    status: learner.status,
  })
