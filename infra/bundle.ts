import { mkdtempSync, rmSync } from 'node:fs'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { build, type Plugin } from 'esbuild'

const builtins = new RegExp(`^(node:)?(${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`)

/** `import 'node:http'` in an ES module loads all that it could export, undici too: 35 ms at each cold start. */
const builtinsWhenUsed: Plugin = {
  name: 'builtins-when-used',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: builtins }, ({ path }) => ({ path, namespace: 'builtin', sideEffects: false }))
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)})`,
      loader: 'js',
    }))
  },
}

export type Bundles = {
  /** The folder that holds a function's one file, ready to be deployed. */
  readonly folderOf: (entry: string) => string
  /** Bytes of each function, by its source file. */
  readonly bytes: Readonly<Record<string, number>>
  /** Removes the folders again, once what they hold has been copied. */
  readonly remove: () => void
}

/**
 * Builds every function in one run of esbuild, which reads what they share but once: NodejsFunction starts esbuild for
 * each of them, and takes no plugins.
 */
export const bundleFunctions = async (entries: readonly string[]): Promise<Bundles> => {
  const outdir = mkdtempSync(join(tmpdir(), 'allwedd-functions-'))
  const nameOf = (entry: string) => basename(entry, '.ts')
  const { metafile } = await build({
    entryPoints: entries.map((entry) => ({ in: entry, out: join(nameOf(entry), 'index') })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    legalComments: 'none',
    metafile: true,
    plugins: [builtinsWhenUsed],
    logLevel: 'warning',
  })
  const sizes = Object.values(metafile.outputs).map(({ entryPoint = '', bytes }) => [entryPoint, bytes] as const)
  return {
    folderOf: (entry) => join(outdir, nameOf(entry)),
    bytes: Object.fromEntries(sizes),
    remove: () => rmSync(outdir, { recursive: true }),
  }
}
