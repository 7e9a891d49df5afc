import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Who may import whom. `domain` stands on nothing but itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'shared/domain': ['shared/domain'],
  'shared/contract': ['shared/contract', 'shared/domain'],
  'shared/store': ['shared/store', 'shared/domain'],
  functions: ['functions', 'shared/store', 'shared/contract', 'shared/domain', 'openapi.json'],
  infra: ['infra', 'shared/contract', 'shared/domain'],
  local: ['local', 'functions', 'shared/store', 'shared/contract', 'shared/domain'],
}

const sources = Object.keys(allowed).flatMap((folder) => globSync(`${folder}/**/*.ts`))

const importsOf = (file: string): string[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import|export)\b[^'"]*?from '([^']+)'|^import '([^']+)'|import\('([^']+)'\)/gm,
    ),
  ].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? '')

const areaOf = (path: string): string => Object.keys(allowed).find((folder) => path.startsWith(`${folder}/`)) ?? path

describe('imports go one way', () => {
  it.each(Object.entries(allowed))('%s', (folder, areas) => {
    const wrong = sources
      .filter((file) => areaOf(file) === folder)
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => name.startsWith('.') && !name.includes('node_modules'))
          .map((name) => areaOf(normalize(join(dirname(file), name))))
          .filter((area) => !areas.includes(area))
          .map((area) => `${file} → ${area}`),
      )
    expect(wrong).toEqual([])
  })

  it('no function imports another one, which would build what the other stands on', () => {
    const entries = sources.filter((file) => readFileSync(file, 'utf8').includes('export const handler'))
    const wrong = sources.flatMap((file) =>
      importsOf(file)
        .map((name) => normalize(join(dirname(file), name)))
        .filter((path) => entries.includes(path))
        .map((path) => `${file} → ${path}`),
    )
    expect(entries.length).toBeGreaterThan(20)
    expect(wrong).toEqual([])
  })

  it('the domain imports no package', () => {
    const packages = sources
      .filter((file) => areaOf(file) === 'shared/domain' && !file.includes('/make'))
      .flatMap((file) => importsOf(file).filter((name) => !name.startsWith('.')))
    expect(packages).toEqual([])
  })
})

describe('house rules', () => {
  it('zod is imported whole, since a named import bundles all of it', () => {
    const named = sources.filter((file) =>
      /import (?!type \* as z|\* as z)[^;\n]* from 'zod'/.test(readFileSync(file, 'utf8')),
    )
    expect(named).toEqual([])
  })

  it('the environment is read in the wiring, nowhere in the rules or the contract', () => {
    const readers = sources
      .filter((file) => ['shared/domain', 'shared/contract'].includes(areaOf(file)))
      .filter((file) => readFileSync(file, 'utf8').includes('process.env'))
    expect(readers).toEqual([])
  })
})
