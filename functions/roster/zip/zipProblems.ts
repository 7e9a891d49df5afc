import type { Bilingual } from '../../../shared/domain/language.ts'
import { RosterFileError, type RosterFileProblemCode } from '../../../shared/domain/roster/rosterLearner.ts'

const texts = {
  damaged: [
    'malformed-zip',
    {
      en: 'The zip file is damaged or not whole. Export it again and upload it whole.',
      cy: 'Mae’r ffeil zip wedi’i difrodi neu heb fod yn gyfan. Allforiwch hi eto a’i lanlwytho’n gyfan.',
    },
  ],
  encrypted: [
    'unsupported-zip',
    {
      en: 'The zip file is locked with a password. Export it without one.',
      cy: 'Mae’r ffeil zip wedi’i chloi â chyfrinair. Allforiwch hi heb gyfrinair.',
    },
  ],
  unsupported: [
    'unsupported-zip',
    {
      en: 'The zip file is of a kind that isn’t read here: zip64, in several parts, or compressed in an unusual way.',
      cy: 'Nid yw’r math hwn o ffeil zip yn cael ei ddarllen yma: zip64, mewn sawl rhan, neu wedi’i chywasgu mewn ffordd anarferol.',
    },
  ],
  tooManyFiles: [
    'file-too-large',
    {
      en: 'There are more files in the zip file than a roster has.',
      cy: 'Mae mwy o ffeiliau yn y ffeil zip nag sydd mewn rhestr dysgwyr.',
    },
  ],
  tooLarge: [
    'file-too-large',
    {
      en: 'The zip file, or what is in it, is larger than can be read.',
      cy: 'Mae’r ffeil zip, neu’r hyn sydd ynddi, yn fwy nag y gellir ei ddarllen.',
    },
  ],
  bomb: [
    'unsafe-zip',
    {
      en: 'A file in the zip file is compressed further than rosters can be.',
      cy: 'Mae ffeil yn y ffeil zip wedi’i chywasgu’n dynnach nag y gall rhestr dysgwyr fod.',
    },
  ],
  unsafeName: [
    'unsafe-zip',
    {
      en: 'A file in the zip file has a name that isn’t allowed.',
      cy: 'Mae gan ffeil yn y ffeil zip enw nas caniateir.',
    },
  ],
  twice: [
    'unsafe-zip',
    {
      en: 'Two files in the zip file have the same name.',
      cy: 'Mae gan ddwy ffeil yn y ffeil zip yr un enw.',
    },
  ],
} as const satisfies Record<string, readonly [RosterFileProblemCode, Bilingual]>

/** What is thrown for a zip file that can't or mustn't be read. */
export const zipError = (problem: keyof typeof texts): RosterFileError => {
  const [code, text] = texts[problem]
  return new RosterFileError(code, text)
}
