import { readFileSync, writeFileSync } from 'node:fs'
import type { DataFolder } from './dataFolder.ts'
import type { Demo } from './demo/seed.ts'

const stateName = 'demo-state.json'

/** Whether the folder's demo is there whole, was begun and never finished, or not begun. */
export const readDemo = (folder: DataFolder): Demo | 'begun' | undefined => {
  let text: string
  try {
    text = readFileSync(folder.file(stateName), 'utf8')
  } catch {
    return undefined
  }
  try {
    return JSON.parse(text) ?? 'begun'
  } catch {
    return 'begun'
  }
}

const write = (path: string, content: unknown) =>
  writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true })

/** Makes the demo once for a folder; whoever finds it begun and unfinished has to empty the folder first. */
export const demoOf = async (folder: DataFolder, make: () => Promise<Demo>): Promise<Demo> => {
  const before = readDemo(folder)
  if (before !== undefined && before !== 'begun') return before
  write(folder.file(stateName), null)
  const demo = await make()
  write(folder.file(stateName), demo)
  return demo
}

/** Tells where everything answers, and how to sign in: the last thing of a start. */
export const writeDemoFile = (folder: DataFolder, url: string, { schools, signIns }: Demo): void =>
  write(folder.file('demo.json'), { url, schools, signIns })
