import { isTemporaryUpn } from '../../upn.ts'

/** The numbers that a row or a learner is known by. */
export type Identity = {
  readonly upn: string | null
  readonly admissionNumber: string | null
  readonly sourcedId: string | null
}

/** An admission number as it is compared: one report pads it with zeros, the next one doesn't. */
export const admissionKey = (admissionNumber: string | null): string | null =>
  admissionNumber === null ? null : admissionNumber.replace(/^0+(?=.)/, '').toLowerCase()

/** The UPN, where it is one that means the same person at every school. */
export const permanentUpn = ({ upn }: Pick<Identity, 'upn'>): string | null =>
  upn !== null && !isTemporaryUpn(upn) ? upn : null
