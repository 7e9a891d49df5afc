import type { Bilingual } from '../../language.ts'
import { yearGroupName, yearGroups } from '../../yearGroups.ts'
import { type MessageOf, type MessageValues, shown, shownLearners, shownRows } from './messageValues.ts'

const yearNames = (years: MessageValues[string] | undefined, language: keyof Bilingual): string =>
  String(years)
    .split(', ')
    .map((year) => {
      const known = yearGroups.find((id) => id === year)
      return known ? yearGroupName(known)[language] : year
    })
    .join(', ')

const messages = {
  'zero-learners': () => ({
    en: 'The roster has no learner that can be read: everybody would be taken as missing.',
    cy: 'Nid oes yr un dysgwr y gellir ei ddarllen ar y rhestr: byddai pawb yn cael eu hystyried ar goll.',
  }),
  'other-school-number': ({ numbers }) => ({
    en: `The roster names another school’s number: ${shown(numbers).en}.`,
    cy: `Mae’r rhestr yn enwi rhif ysgol arall: ${shown(numbers).cy}.`,
  }),
  'other-school-learners': ({ elsewhere, rows }) => ({
    en: `Looks like another school’s roster: ${elsewhere} of ${shownRows(rows).en} are of learners who are active at other schools.`,
    cy: `Mae’n edrych fel rhestr ysgol arall: mae ${elsewhere} o ${shownRows(rows).cy} yn perthyn i ddysgwyr sy’n weithredol mewn ysgolion eraill.`,
  }),
  'too-many-leavers': ({ leaving, missing, active, most }) => {
    const firstTime = Number(missing) > 0
    const en = Number(leaving) === 0 ? 'take ' : `deactivate ${leaving}${firstTime ? ' and take ' : ''}`
    const cy = Number(leaving) === 0 ? 'ystyried ' : `dadactifadu ${leaving}${firstTime ? ' ac yn ystyried ' : ''}`
    return {
      en: `Would ${en}${firstTime ? `${missing} as missing,` : ''} of ${shownLearners(active).en}; more than ${most} at once waits for approval.`,
      cy: `Byddai’n ${cy}${firstTime ? `${missing} ar goll,` : ''} o ${shownLearners(active).cy}; mae mwy na ${most} ar unwaith yn aros am gymeradwyaeth.`,
    }
  },
  'too-many-changes': ({ changed, active, most }) => ({
    en: `Would change ${changed} of ${shownLearners(active).en}; more than ${most} at once waits for approval.`,
    cy: `Byddai’n newid ${changed} o ${shownLearners(active).cy}; mae mwy na ${most} ar unwaith yn aros am gymeradwyaeth.`,
  }),
  'year-group-vanished': ({ years, learners }) => ({
    en: `Nobody on the roster is in a group that now has ${shownLearners(learners).en}: ${yearNames(years, 'en')}.`,
    cy: `Nid oes neb ar y rhestr mewn grŵp sydd â ${shownLearners(learners).cy} yn awr: ${yearNames(years, 'cy')}.`,
  }),
} satisfies Record<string, MessageOf>

export type HoldCode = keyof typeof messages

const byCode: Readonly<Record<HoldCode, MessageOf>> = messages

/** Why a plan waits, in both languages and plain words. */
export const holdMessage = (code: HoldCode, values: MessageValues): Bilingual => byCode[code](values)
