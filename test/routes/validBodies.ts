import type { RouteName } from '../../shared/contract/routes.ts'

/** For each route that takes one, a body in which nothing is wrong, given somebody it may be about. */
export const validBodies = (learnerId: string): Readonly<Partial<Record<RouteName, object>>> => ({
  signIn: { username: 'nobody-at-all', password: 'not the one' },
  changeOwnPassword: { currentPassword: 'not the one', newPassword: 'Afon Teifi 77' },
  suggestPasswords: { language: 'cy', count: 3 },
  editDisplayName: { forename: 'Mabli', surname: 'Prys' },
  changeLegalName: { legalForename: 'Mabli', legalSurname: 'Prys', newUsername: false },
  deactivateLearner: { reason: 'Wedi symud' },
  reactivateLearner: { reason: 'Wedi dychwelyd' },
  resetPassword: { generate: true, language: 'en' },
  resetGroupPasswords: {
    selection: { learnerIds: [learnerId] },
    includeChangedByUser: true,
    onlyNotAvailable: false,
    language: 'either',
  },
  createRosterUpload: { fileName: 'rhestr.csv', bytes: 2048 },
  createRosterKey: { name: 'SIMS' },
  startRosterSync: { uploadId: learnerId, mode: 'plan' },
  printLearners: { selection: { learnerIds: [learnerId] }, withPasswords: false, layout: 'list', language: 'cy' },
})
