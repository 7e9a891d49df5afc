/** The functions that no route calls, by name, with their source files. */
export const workers = {
  answerUnknownPath: 'functions/service/answerUnknownPath.ts',
  resetQueuedPasswords: 'functions/passwords/resetQueuedPasswords.ts',
  failQueuedPasswords: 'functions/passwords/failQueuedPasswords.ts',
  sweepGroupResets: 'functions/passwords/sweepGroupResets.ts',
  syncRoster: 'functions/roster/syncRoster.ts',
  failQueuedSync: 'functions/roster/failQueuedSync.ts',
  startNightlySyncs: 'functions/roster/startNightlySyncs.ts',
  sweepLinks: 'functions/prints/sweepLinks.ts',
} as const

export type WorkerName = keyof typeof workers
