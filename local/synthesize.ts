import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Templates } from './intrinsics.ts'

const run = promisify(execFile)

type Artifact = { readonly type: string; readonly properties?: { readonly templateFile?: string } }

/** Reads the templates of a cloud assembly, by the name of their stack. */
const readAssembly = async (folder: string): Promise<Templates> => {
  const { artifacts } = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
  const stacks = Object.entries(artifacts as Record<string, Artifact>).flatMap(([name, { type, properties }]) =>
    type === 'aws:cloudformation:stack' && properties?.templateFile ? [[name, properties.templateFile] as const] : [],
  )
  const templates = stacks.map(async ([name, file]) => [name, JSON.parse(await readFile(join(folder, file), 'utf8'))])
  return Object.fromEntries(await Promise.all(templates))
}

/** Runs the CDK app as the deployment does, but without bundling the functions: here they run from their source. */
export const synthesize = async (app: string, projectFolder: string): Promise<Templates> => {
  const folder = await mkdtemp(join(tmpdir(), 'allwedd-template-'))
  try {
    await run(process.execPath, [app], {
      cwd: projectFolder,
      env: {
        ...process.env,
        CDK_OUTDIR: folder,
        CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:bundling-stacks': [] }),
      },
    }).catch(({ stderr, message }) => {
      throw new Error(`The template cannot be synthesized: ${stderr || message}`)
    })
    return await readAssembly(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
