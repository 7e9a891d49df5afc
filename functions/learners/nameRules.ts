import { pointerTo } from '../../shared/contract/faults.ts'
import { DomainError } from '../../shared/domain/errors.ts'
import { keptName } from '../../shared/domain/names.ts'

/**
 * The two parts of a name as they are kept. One may be empty, since some people have one name; not both.
 *
 * @param forename the field that holds the forename, and @param surname the one that holds the surname.
 */
export const keptNames = <Forename extends string, Surname extends string>(
  names: Readonly<Record<Forename | Surname, string>>,
  forename: Forename,
  surname: Surname,
): Record<Forename | Surname, string> => {
  const kept = { [forename]: keptName(names[forename]), [surname]: keptName(names[surname]) } as Record<
    Forename | Surname,
    string
  >
  if (kept[forename] === '' && kept[surname] === '') {
    const message = {
      en: 'A forename or a surname is needed: one of the two may be empty, not both.',
      cy: 'Mae angen enw cyntaf neu gyfenw: caiff un o’r ddau fod yn wag, ond nid y ddau.',
    }
    throw new DomainError('invalid-request', {
      faults: [forename, surname].map((field) => ({ pointer: pointerTo([field]), message })),
    })
  }
  return kept
}
