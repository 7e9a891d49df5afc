import type { Bilingual } from '../../language.ts'
import type { Consent } from '../../learner.ts'
import { yearGroupName, yearGroups } from '../../yearGroups.ts'
import { type MessageOf, type MessageValues, shown, shownDay } from './messageValues.ts'

type Shown = (value: MessageValues[string] | undefined) => Bilingual

const consentWords: Readonly<Record<Consent, Bilingual>> = {
  given: { en: 'given', cy: 'wedi’i roi' },
  'not-given': { en: 'not given', cy: 'heb ei roi' },
  withdrawn: { en: 'withdrawn', cy: 'wedi’i dynnu’n ôl' },
  unknown: { en: 'unknown', cy: 'anhysbys' },
}

const shownConsent: Shown = (value) => consentWords[value as Consent] ?? shown(value)

const shownYear: Shown = (value) => {
  const known = yearGroups.find((id) => id === value)
  return known ? yearGroupName(known) : shown(value)
}

const fromTo =
  (label: Bilingual, asText: Shown = shown): MessageOf =>
  ({ from, to }) => {
    const [before, after] = [asText(from), asText(to)]
    return { en: `${label.en}: ${before.en} → ${after.en}.`, cy: `${label.cy}: ${before.cy} → ${after.cy}.` }
  }

const always = (text: Bilingual) => (): Bilingual => text

const messages = {
  'account-made': ({ name }) => ({ en: `New account for ${name}.`, cy: `Cyfrif newydd i ${name}.` }),
  'account-made-for-leaver': ({ name, leavingDate }) => ({
    en: `New account for ${name}, deactivated because they left on ${shownDay(leavingDate).en}.`,
    cy: `Cyfrif newydd i ${name}, wedi’i ddadactifadu gan fod y dysgwr wedi gadael ar ${shownDay(leavingDate).cy}.`,
  }),
  'account-joined': always({
    en: 'Comes from another school and keeps the same account, username and display name.',
    cy: 'Yn dod o ysgol arall ac yn cadw’r un cyfrif, enw defnyddiwr ac enw arddangos.',
  }),
  'account-joined-by-hand': always({
    en: 'Comes from another school and keeps the same account, which stays deactivated because somebody deactivated it by hand.',
    cy: 'Yn dod o ysgol arall ac yn cadw’r un cyfrif, sy’n aros wedi’i ddadactifadu gan i rywun ei ddadactifadu â llaw.',
  }),
  'account-joined-curtailed': always({
    en: 'Comes from another school and keeps the same account, which is deactivated because the MIS says that it may not be used.',
    cy: 'Yn dod o ysgol arall ac yn cadw’r un cyfrif, sydd wedi’i ddadactifadu gan fod yr MIS yn dweud na chaniateir ei ddefnyddio.',
  }),
  'account-joined-as-leaver': ({ leavingDate }) => ({
    en: `Left on ${shownDay(leavingDate).en}; the account is at another school and stays as it is.`,
    cy: `Wedi gadael ar ${shownDay(leavingDate).cy}; mae’r cyfrif mewn ysgol arall ac yn aros fel y mae.`,
  }),
  'admission-number-changed': fromTo({ en: 'Admission number', cy: 'Rhif derbyn' }),
  'upn-changed': always({
    en: 'The unique pupil number (UPN) changes.',
    cy: 'Mae’r rhif disgybl unigryw (UPN) yn newid.',
  }),
  'year-group-changed': fromTo({ en: 'Year group', cy: 'Grŵp blwyddyn' }, shownYear),
  'registration-group-changed': fromTo({ en: 'Registration group', cy: 'Grŵp cofrestru' }),
  'teaching-classes-changed': fromTo({ en: 'Teaching classes', cy: 'Dosbarthiadau addysgu' }),
  'consent-changed': fromTo({ en: 'Consent', cy: 'Cydsyniad' }, shownConsent),
  'leaving-date-changed': fromTo({ en: 'Leaving date', cy: 'Dyddiad gadael' }, shownDay),
  left: ({ leavingDate }) => ({
    en: `Left on ${shownDay(leavingDate).en}.`,
    cy: `Wedi gadael ar ${shownDay(leavingDate).cy}.`,
  }),
  'left-missing': ({ leavingDate }) => ({
    en: `Taken as having left on ${shownDay(leavingDate).en}: missing from two complete rosters in a row.`,
    cy: `Ystyrir bod y dysgwr wedi gadael ar ${shownDay(leavingDate).cy}: ar goll o ddwy restr gyflawn yn olynol.`,
  }),
  'left-removed': ({ leavingDate }) => ({
    en: `Taken off the school in the MIS; the last day is ${shownDay(leavingDate).en}.`,
    cy: `Wedi’i dynnu o’r ysgol yn yr MIS; y diwrnod olaf yw ${shownDay(leavingDate).cy}.`,
  }),
  'deactivated-leaver': always({
    en: 'The account is deactivated because the learner has left.',
    cy: 'Caiff y cyfrif ei ddadactifadu gan fod y dysgwr wedi gadael.',
  }),
  'deactivated-curtailed': always({
    en: 'The account is deactivated because the MIS says that it may not be used; the learner has not left.',
    cy: 'Caiff y cyfrif ei ddadactifadu gan fod yr MIS yn dweud na chaniateir ei ddefnyddio; nid yw’r dysgwr wedi gadael.',
  }),
  reinstated: always({
    en: 'Is back, with the same account and username.',
    cy: 'Wedi dychwelyd, gyda’r un cyfrif a’r un enw defnyddiwr.',
  }),
  'reinstated-by-hand': always({
    en: 'Is back; the account stays deactivated because somebody deactivated it by hand.',
    cy: 'Wedi dychwelyd; mae’r cyfrif yn aros wedi’i ddadactifadu gan i rywun ei ddadactifadu â llaw.',
  }),
  'reinstated-curtailed': always({
    en: 'Is back; the account stays deactivated because the MIS says that it may not be used.',
    cy: 'Wedi dychwelyd; mae’r cyfrif yn aros wedi’i ddadactifadu gan fod yr MIS yn dweud na chaniateir ei ddefnyddio.',
  }),
  'access-restored': always({
    en: 'The account may be used again.',
    cy: 'Caniateir defnyddio’r cyfrif eto.',
  }),
  'missing-first-time': ({ day }) => ({
    en: `Missing from the roster of ${shownDay(day).en}: will be taken as a leaver if the next complete one, of a later day, doesn’t have them either.`,
    cy: `Ar goll o restr ${shownDay(day).cy}: ystyrir bod y dysgwr wedi gadael os nad yw yn y rhestr gyflawn nesaf, ar ddiwrnod diweddarach, chwaith.`,
  }),
  'account-erased': ({ leavingDate }) => ({
    en: `The account of a learner who left on ${shownDay(leavingDate).en} is erased.`,
    cy: `Caiff cyfrif dysgwr a adawodd ar ${shownDay(leavingDate).cy} ei ddileu.`,
  }),
  'record-erased': ({ leavingDate }) => ({
    en: `What this school holds of a learner who left on ${shownDay(leavingDate).en} is erased; the account went on to another school and stays.`,
    cy: `Caiff yr hyn sydd gan yr ysgol hon am ddysgwr a adawodd ar ${shownDay(leavingDate).cy} ei ddileu; aeth y cyfrif ymlaen i ysgol arall ac mae’n aros.`,
  }),
} satisfies Record<string, MessageOf>

export type ChangeCode = keyof typeof messages

const byCode: Readonly<Record<ChangeCode, MessageOf>> = messages

/** What a change is, in both languages. */
export const changeMessage = (code: ChangeCode, values: MessageValues): Bilingual => byCode[code](values)
