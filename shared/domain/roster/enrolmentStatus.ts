import { fold } from '../names.ts'

const words = {
  C: ['current', 'current single registration', 'cyfredol'],
  M: ['main', 'main dual registration', 'prif'],
  S: ['subsidiary', 'subsidiary dual registration', 'atodol'],
  G: ['guest', 'gwestai'],
} as const

/** How a learner is enrolled: C current, M main, S subsidiary, G guest. */
export type EnrolmentStatus = keyof typeof words

const meaning = new Map(
  (Object.keys(words) as EnrolmentStatus[]).flatMap((status) =>
    [status.toLowerCase(), ...words[status]].map((word) => [word, status] as const),
  ),
)

/** Reads an enrolment status: its letter, its words in either language, or both as in `C - Current`. */
export const readEnrolmentStatus = (text: string): EnrolmentStatus | undefined =>
  meaning.get(
    fold(text)
      .replace(/^[cmsg] ?[-:] ?|[()]/g, '')
      .trim(),
  )
