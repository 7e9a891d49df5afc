import { openOneRoster } from '../../../../functions/roster/oneRoster/openOneRoster.ts'
import type { RosterItem, RosterLearner } from '../../../../shared/domain/roster/rosterLearner.ts'

/** The day on which the bundles of these tests are read. */
export const today = '2026-11-24'

/** A bundle's files as text; `users` stands for `users.csv`. */
export type Files = Readonly<Record<string, string>>

export const manifestOf = (version: string, modes: Readonly<Record<string, string>>): string =>
  [
    'propertyName,value',
    'manifest.version,1.0',
    `oneroster.version,${version}`,
    ...Object.entries(modes).map(([file, mode]) => `file.${file},${mode}`),
    'source.systemName,Tests',
    '',
  ].join('\n')

/** A bundle with a manifest that tells of its files, all of them bulk or delta. */
export const bundleOf = (version: string, files: Files, mode = 'bulk'): Files => ({
  manifest: manifestOf(version, Object.fromEntries(Object.keys(files).map((file) => [file, mode]))),
  ...files,
})

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text)
  const size = bytes.length < 100_000 ? 50 : 65_536
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

export type Wanted = { readonly schoolNumber?: string; readonly schoolSourcedId?: string }

export const open = (files: Files, { schoolNumber = '', schoolSourcedId }: Wanted = {}) =>
  openOneRoster(new Map(Object.entries(files).map(([file, text]) => [`${file}.csv`, bytesOf(text)])), {
    today,
    schoolNumber,
    schoolSourcedId: schoolSourcedId ?? null,
  })

/** Everything that the reader makes of a bundle. */
export const itemsOf = async (files: Files, wanted?: Wanted): Promise<RosterItem[]> => {
  const items: RosterItem[] = []
  for await (const item of (await open(files, wanted)).items) items.push(item)
  return items
}

/** The learners of a bundle in which nothing else may be found. */
export const learnersOf = async (files: Files, wanted?: Wanted): Promise<RosterLearner[]> =>
  (await itemsOf(files, wanted)).map((item) => {
    if (item.kind !== 'learner') throw new Error(JSON.stringify(item))
    return item.learner
  })

/** Rows as text, joined by line breaks. */
export const lines = (...rows: string[]): string => `${rows.join('\r\n')}\r\n`

export const orgs = lines(
  'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId',
  'o-1,,,Ysgol Un,School,660/0001,o-9',
  'o-2,,,Ysgol Dau,school,6600002,o-9',
  'o-9,,,Sir,district,660,',
)

/** The only school of its bundle. */
export const oneOrg = lines('sourcedId,name,type,identifier', 'o-1,Ysgol Un,school,660/0001')

export const users11 = 'sourcedId,status,enabledUser,orgSourcedIds,role,userIds,givenName,familyName,grades'
export const users12 =
  'sourcedId,status,enabledUser,userIds,userMasterIdentifier,givenName,familyName,preferredGivenName'
