import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that goes when the test is over. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'allwedd-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const credentials = { accessKeyId: 'LOCALTEST', secretAccessKey: 'made-up-for-tests' }

/** What every client of the emulators is told. */
export const client = (endpoint: string) => ({ region: 'eu-west-2', endpoint, credentials, maxAttempts: 1 })
