import type { School } from '../../shared/domain/school.ts'

/** A school as everyone who belongs to it sees it. */
export const schoolView = ({ id, name, phase }: School) => ({ id, name, phase })
