import type * as z from 'zod'
import type { Fault } from '../domain/errors.ts'
import type { Bilingual } from '../domain/language.ts'

type Issue = z.core.$ZodIssue

const escaped = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1')

/** A JSON Pointer to a place in the request. */
export const pointerTo = (path: readonly PropertyKey[]): string => path.map((part) => `/${escaped(part)}`).join('')

/** Texts of the rules that the contract's schemas check by themselves, by the name the schema gives them. */
const namedRules: Readonly<Record<string, Bilingual>> = {
  'not-well-formed': {
    en: 'Holds half a character. Type it again.',
    cy: 'Yn cynnwys hanner nod. Teipiwch ef eto.',
  },
  'limit-out-of-range': {
    en: 'Must be a whole number from 1 to 100.',
    cy: 'Rhaid iddo fod yn rhif cyfan o 1 i 100.',
  },
  'one-selection': {
    en: 'Name exactly one: learnerIds, registrationGroup, teachingClass or yearGroup.',
    cy: 'Enwch un yn union: learnerIds, registrationGroup, teachingClass neu yearGroup.',
  },
  'choose-or-generate': {
    en: 'Either give a password, or ask for one with generate: true.',
    cy: 'Naill ai rhowch gyfrinair, neu gofynnwch am un â generate: true.',
  },
  'language-of-chosen': {
    en: 'A language goes with a generated password only.',
    cy: 'Dim ond gyda chyfrinair a grëir y mae iaith.',
  },
}

const missing: Bilingual = { en: 'Is missing.', cy: 'Ar goll.' }
const unknownField: Bilingual = { en: 'Is not known here. Leave it out.', cy: 'Yn anhysbys yma. Hepgorwch ef.' }

const tooSmall = ({ origin, minimum }: { origin: string; minimum: number | bigint }): Bilingual =>
  origin === 'string'
    ? { en: `Must have at least ${minimum} characters.`, cy: `Rhaid cael o leiaf ${minimum} nod.` }
    : origin === 'array'
      ? { en: `Must name at least ${minimum}.`, cy: `Rhaid enwi o leiaf ${minimum}.` }
      : { en: `Must be at least ${minimum}.`, cy: `Rhaid bod o leiaf ${minimum}.` }

const tooBig = ({ origin, maximum }: { origin: string; maximum: number | bigint }): Bilingual =>
  origin === 'string'
    ? { en: `May have at most ${maximum} characters.`, cy: `Caniateir ${maximum} nod ar y mwyaf.` }
    : origin === 'array'
      ? { en: `May name at most ${maximum}.`, cy: `Caniateir enwi ${maximum} ar y mwyaf.` }
      : { en: `May be at most ${maximum}.`, cy: `Caniateir ${maximum} ar y mwyaf.` }

const messageOf = (issue: Issue): Bilingual => {
  const named = namedRules[issue.message]
  if (named) return named
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? missing
        : { en: `Must be of type ${issue.expected}.`, cy: `Rhaid bod o’r math ${issue.expected}.` }
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_value': {
      const choices = issue.values.map(String).join(', ')
      return { en: `Must be one of: ${choices}.`, cy: `Rhaid bod yn un o’r rhain: ${choices}.` }
    }
    case 'invalid_format':
      return issue.format === 'date'
        ? { en: 'Must be a day as YYYY-MM-DD.', cy: 'Rhaid bod yn ddiwrnod ar ffurf YYYY-MM-DD.' }
        : { en: 'Does not have the right form.', cy: 'Nid yw ar y ffurf gywir.' }
    default:
      return { en: 'Is not right.', cy: 'Nid yw’n gywir.' }
  }
}

/** Everything that a schema finds wrong, one fault for each; of a value of another type only that. */
export const faultsOf = ({ issues }: z.core.$ZodError): Fault[] => {
  const mistyped = new Set(issues.filter(({ code }) => code === 'invalid_type').map(({ path }) => pointerTo(path)))
  return issues.flatMap((issue) => {
    const pointer = pointerTo(issue.path)
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ pointer: pointerTo([...issue.path, key]), message: unknownField }))
    }
    return issue.code !== 'invalid_type' && mistyped.has(pointer) ? [] : [{ pointer, message: messageOf(issue) }]
  })
}
