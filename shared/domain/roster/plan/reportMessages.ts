import type { Bilingual } from '../../language.ts'
import { type MessageOf, type MessageValues, shown, shownDay, shownLearners } from './messageValues.ts'

const always = (text: Bilingual) => (): Bilingual => text

const messages = {
  'duplicate-upn': ({ others }) => ({
    en: `Has the same UPN as row ${others}. None of them was used; mend the UPN in the MIS.`,
    cy: `Mae gan y rhes hon yr un UPN â rhes ${others}. Ni ddefnyddiwyd yr un ohonynt; cywirwch yr UPN yn yr MIS.`,
  }),
  'duplicate-sourced-id': ({ others }) => ({
    en: `Has the same sourcedId as row ${others}. None of them was used.`,
    cy: `Mae gan y rhes hon yr un sourcedId â rhes ${others}. Ni ddefnyddiwyd yr un ohonynt.`,
  }),
  'same-learner': ({ others }) => ({
    en: `Seems to be the same learner as another row (${shown(others).en}), by admission number or sourcedId. It was not used; see in the MIS which is right.`,
    cy: `Ymddengys mai’r un dysgwr yw hwn â rhes arall (${shown(others).cy}), yn ôl rhif derbyn neu sourcedId. Ni ddefnyddiwyd y rhes; gwelwch yn yr MIS pa un sy’n gywir.`,
  }),
  'several-learners': always({
    en: 'Several learners of the school have this row’s sourcedId or admission number. It was not used.',
    cy: 'Mae gan sawl dysgwr yn yr ysgol sourcedId neu rif derbyn y rhes hon. Ni ddefnyddiwyd y rhes.',
  }),
  'upn-of-another': always({
    en: 'The UPN (or sourcedId) of this row belongs to somebody with another name and another date of birth. The row was not used; mend it in the MIS.',
    cy: 'Mae UPN (neu sourcedId) y rhes hon yn perthyn i rywun ag enw gwahanol a dyddiad geni gwahanol. Ni ddefnyddiwyd y rhes; cywirwch hi yn yr MIS.',
  }),
  'upn-in-use': always({
    en: 'This UPN belongs to an account of another school, so the learner keeps the one they have here. Two accounts may be one person.',
    cy: 'Mae’r UPN hwn yn perthyn i gyfrif ysgol arall, felly mae’r dysgwr yn cadw’r un sydd ganddo yma. Efallai mai un person yw’r ddau gyfrif.',
  }),
  'upn-differs': always({
    en: 'The UPN is not the one that the learner’s account has at another school, so that one stays. See which is right.',
    cy: 'Nid hwn yw’r UPN sydd gan gyfrif y dysgwr mewn ysgol arall, felly mae hwnnw’n aros. Gwelwch pa un sy’n gywir.',
  }),
  guest: always({
    en: 'Is a guest here and a learner of another school: no record was made here.',
    cy: 'Mae’n westai yma ac yn ddysgwr mewn ysgol arall: ni wnaed cofnod yma.',
  }),
  'row-of-another-school': ({ number }) => ({
    en: `The row names another school’s number (${number}). It was not used.`,
    cy: `Mae’r rhes yn enwi rhif ysgol arall (${number}). Ni ddefnyddiwyd y rhes.`,
  }),
  'not-enough-for-an-account': always({
    en: 'A new account needs a UPN, an admission number and an admission date, or a sourcedId from OneRoster.',
    cy: 'Mae angen UPN, rhif derbyn a dyddiad derbyn ar gyfrif newydd, neu sourcedId o OneRoster.',
  }),
  'account-gone': always({
    en: 'Is back, but the account that went on to another school was not found. The row was not used.',
    cy: 'Wedi dychwelyd, ond ni chafwyd hyd i’r cyfrif a aeth ymlaen i ysgol arall. Ni ddefnyddiwyd y rhes.',
  }),
  'name-changed': ({ misName, displayName }) => ({
    en: `The name in the MIS is now ${misName}; the display name stays ${displayName}.`,
    cy: `${misName} yw’r enw yn yr MIS bellach; mae’r enw arddangos yn aros yn ${displayName}.`,
  }),
  'letters-lost': always({
    en: 'Letters of the name were lost on the way (“?”). Export the roster as UTF-8.',
    cy: 'Collwyd llythrennau o’r enw ar y ffordd (“?”). Allforiwch y rhestr fel UTF-8.',
  }),
  'curtailed-elsewhere': always({
    en: 'The MIS says that the account may not be used, but the learner is at another school too: it stays as it is.',
    cy: 'Mae’r MIS yn dweud na chaniateir defnyddio’r cyfrif, ond mae’r dysgwr mewn ysgol arall hefyd: mae’n aros fel y mae.',
  }),
  'missing-uncertain': ({ learners }) => ({
    en: `${shownLearners(learners).en} not on the roster may be in rows that can’t be used, and so nobody of them is taken as missing. Mend those rows in the MIS.`,
    cy: `Gallai ${shownLearners(learners).cy} nad ydynt ar y rhestr fod mewn rhesi na ellir eu defnyddio, felly nid ystyrir yr un ohonynt ar goll. Cywirwch y rhesi hynny yn yr MIS.`,
  }),
  'erasure-due': ({ day }) => ({
    en: `Will be erased on ${shownDay(day).en}, unless the learner comes back.`,
    cy: `Caiff ei ddileu ar ${shownDay(day).cy}, oni bai bod y dysgwr yn dychwelyd.`,
  }),
  'erasure-waits': ({ day }) => ({
    en: `Was due for erasure on ${shownDay(day).en}, but somebody reactivated the account: deactivate it and it is erased.`,
    cy: `Roedd i’w ddileu ar ${shownDay(day).cy}, ond ailactifadodd rhywun y cyfrif: dadactifadwch ef ac fe’i dilëir.`,
  }),
} satisfies Record<string, MessageOf>

export type ReportCode = keyof typeof messages

const byCode: Readonly<Record<ReportCode, MessageOf>> = messages

/** What people should know or mend, in both languages. */
export const reportMessage = (code: ReportCode, values: MessageValues): Bilingual => byCode[code](values)
