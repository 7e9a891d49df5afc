import { digitsIn } from '../rosterCells.ts'
import { type Bundle, checkKept, eachRow, kept } from './bundle.ts'
import { unknownSchool } from './bundleProblems.ts'

/** A school of a bundle; its number's digits, where it has one. */
export type BundleSchool = { readonly sourcedId: string; readonly number: string | null }

/** The schools in `orgs.csv`: districts, departments and the like are none. */
export const readSchools = async (bundle: Bundle): Promise<readonly BundleSchool[]> => {
  const schools = new Map<string, BundleSchool>()
  await eachRow(bundle, 'orgs.csv', ['sourcedId', 'type', 'identifier'], [], (cell, _, deleted) => {
    if (deleted || cell('type').toLowerCase() !== 'school' || cell('sourcedId') === '') return
    const sourcedId = kept(cell('sourcedId'))
    schools.set(sourcedId, { sourcedId, number: kept(digitsIn(cell('identifier'))) || null })
    checkKept(schools, 'orgs.csv')
  })
  return [...schools.values()]
}

/** Which school a reader is asked for, by its number or by the id that an earlier bundle gave it. */
export type WantedSchool = { readonly schoolNumber: string | null; readonly schoolSourcedId: string | null }

/**
 * The school to read: the one with this number or id, or else the only one there is, which may turn out to be another school.
 * A delta needn't list a school again: there the id alone will do.
 */
export const chooseSchool = (
  schools: readonly BundleSchool[],
  { schoolNumber, schoolSourcedId }: WantedSchool,
  allListed: boolean,
): BundleSchool => {
  const number = digitsIn(schoolNumber ?? '')
  const numbered = schools.filter((school) => number !== '' && school.number === number)
  const known = schools.filter((school) => school.sourcedId === schoolSourcedId)
  const unlisted = schoolSourcedId === null || allListed ? [] : [{ sourcedId: schoolSourcedId, number: null }]
  const [school, second] = [numbered, known, unlisted, schools].find((choice) => choice.length > 0) ?? []
  if (!school || second) throw unknownSchool()
  return school
}
