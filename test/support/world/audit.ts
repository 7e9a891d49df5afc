import type { AuditTrail } from '../../../shared/store/auditTrail.ts'
import type { State } from './state.ts'

export const memoryAudit = ({ events }: State): AuditTrail => ({
  record: async (schoolId, recorded) => {
    events.push(...recorded.map((event) => ({ schoolId, event })))
  },
})
