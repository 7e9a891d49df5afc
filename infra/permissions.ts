import type { RouteName } from '../shared/contract/routes.ts'
import {
  consume,
  type Grant,
  inboxFiles,
  indexes,
  linkFiles,
  linkList,
  passwordSchool,
  secret,
  sendResets,
  sendRosters,
  table,
  wrappingKey,
} from './grants.ts'
import type { WorkerName } from './workers.ts'

const audit = table('AuditEvents', 'PutItem')
const readDataKeys = [table('DataKeys', 'GetItem'), wrappingKey('Decrypt')]
const makeDataKeys = [table('DataKeys', 'Query', 'PutItem'), wrappingKey('GenerateDataKey', 'Decrypt')]
const throttle = table('Attempts', 'GetItem', 'UpdateItem', 'DeleteItem')

const setPassword = [
  table('Learners', 'GetItem', 'PutItem'),
  table('Accounts', 'UpdateItem'),
  table('PasswordHashes', 'PutItem'),
  table('PasswordCiphertexts', 'PutItem'),
  ...makeDataKeys,
  secret('pepper'),
  audit,
]

const changeLearner = [table('Learners', 'GetItem', 'PutItem'), table('Accounts', 'UpdateItem'), audit]

/** Ticked learners, and the three kinds of group; teaching classes are on the table itself. */
const selectLearners = [
  table('Learners', 'Query', 'BatchGetItem'),
  indexes('Learners', 'byYearGroup', 'byRegistrationGroup'),
]

/** What finding out who is asking takes: every route that isn't public has it besides its own. */
export const signedIn: readonly Grant[] = [
  table('Sessions', 'BatchGetItem', 'UpdateItem'),
  table('Accounts', 'BatchGetItem'),
  table('Schools', 'BatchGetItem'),
]

/** What each route may do. Only what shows, prints or sets learners' passwords reaches ciphertexts and the wrapping key. */
export const permissions: Readonly<Record<RouteName, readonly Grant[]>> = {
  showHealth: [],
  showOpenApi: [],
  showDocs: [],
  signIn: [
    table('Usernames', 'GetItem'),
    table('Accounts', 'GetItem'),
    table('PasswordHashes', 'GetItem', 'UpdateItem'),
    table('Sessions', 'PutItem'),
    throttle,
    secret('pepper'),
    audit,
  ],
  signOut: [table('Sessions', 'DeleteItem')],
  openProfile: [],
  changeOwnPassword: [
    table('PasswordHashes', 'GetItem', 'PutItem'),
    table('PasswordCiphertexts', 'DeleteItem'),
    table('Accounts', 'UpdateItem'),
    table('Learners', 'GetItem', 'PutItem'),
    throttle,
    secret('pepper'),
    audit,
  ],
  listSchools: [table('Schools', 'Query', 'BatchGetItem'), secret('cursor-key')],
  openSchool: [indexes('Learners', 'compact'), indexes('PasswordResets', 'running')],
  listGroups: [indexes('Learners', 'compact')],
  listLearners: [...selectLearners, indexes('Learners', 'byName', 'compact'), secret('cursor-key')],
  openLearner: [table('Learners', 'GetItem')],
  editDisplayName: changeLearner,
  deactivateLearner: changeLearner,
  reactivateLearner: changeLearner,
  changeLegalName: [...setPassword, table('Usernames', 'UpdateItem', 'PutItem')],
  suggestPasswords: [],
  revealPassword: [table('Learners', 'GetItem'), table('PasswordCiphertexts', 'GetItem'), ...readDataKeys, audit],
  resetPassword: setPassword,
  resetGroupPasswords: [...selectLearners, table('PasswordResets', 'PutItem'), sendResets, audit],
  openGroupReset: [table('PasswordResets', 'Query', 'GetItem')],
  printLearners: [
    ...selectLearners,
    indexes('Learners', 'byName'),
    table('PasswordCiphertexts', 'BatchGetItem'),
    ...readDataKeys,
    table('Prints', 'PutItem'),
    linkFiles('PutObject', 'GetObject'),
    audit,
  ],
  openPrint: [table('Prints', 'GetItem'), linkFiles('GetObject'), audit],
  createRosterUpload: [table('RosterSyncs', 'BatchGetItem', 'PutItem'), inboxFiles('PutObject'), audit],
  createRosterKey: [table('RosterSyncs', 'PutItem'), audit],
  listRosterKeys: [table('RosterSyncs', 'Query')],
  deleteRosterKey: [table('RosterSyncs', 'DeleteItem'), audit],
  startRosterSync: [
    table('RosterSyncs', 'GetItem', 'PutItem', 'UpdateItem'),
    inboxFiles('GetObject'),
    sendRosters,
    audit,
  ],
  listRosterSyncs: [table('RosterSyncs', 'Query'), secret('cursor-key')],
  openRosterSync: [table('RosterSyncs', 'GetItem', 'Query')],
  approveRosterSync: [table('RosterSyncs', 'GetItem', 'Query', 'PutItem'), sendRosters, audit],
  rejectRosterSync: [table('RosterSyncs', 'GetItem', 'Query', 'PutItem'), audit],
}

const reportResets = table('PasswordResets', 'GetItem', 'Query', 'PutItem', 'UpdateItem')

/** What each function may do that no route calls. */
export const workerPermissions: Readonly<Record<WorkerName, readonly Grant[]>> = {
  answerUnknownPath: [],
  resetQueuedPasswords: [
    consume('waiting'),
    ...setPassword,
    table('Accounts', 'GetItem'),
    table('Schools', 'GetItem'),
    reportResets,
  ],
  failQueuedPasswords: [consume('failed'), reportResets],
  sweepGroupResets: [
    indexes('PasswordResets', 'runningEverywhere'),
    table('PasswordResets', 'GetItem', 'Query', 'UpdateItem'),
    sendResets,
  ],
  syncRoster: [
    consume('rosters'),
    table('RosterSyncs', 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'),
    inboxFiles('GetObject'),
    table('Schools', 'GetItem', 'UpdateItem'),
    indexes('Learners', 'byName'),
    table('Learners', 'GetItem', 'BatchGetItem', 'PutItem', 'DeleteItem'),
    table('Accounts', 'GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'),
    table('Usernames', 'BatchGetItem', 'PutItem', 'UpdateItem', 'DeleteItem'),
    table('PasswordHashes', 'PutItem', 'DeleteItem'),
    table('PasswordCiphertexts', 'PutItem', 'DeleteItem'),
    passwordSchool,
    table('Sessions', 'Query', 'DeleteItem'),
    ...makeDataKeys,
    secret('pepper'),
    audit,
  ],
  failQueuedSync: [consume('failedRosters'), table('RosterSyncs', 'GetItem', 'PutItem')],
  startNightlySyncs: [table('Schools', 'Scan'), sendRosters],
  sweepLinks: [linkList, linkFiles('DeleteObject')],
}
