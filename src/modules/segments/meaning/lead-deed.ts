import type { DidRule } from '../../../models/segment/did.js';
import type { LeadRule } from '../../../models/segment/rule.js';

/**
 * What a condition on leads asks of a history: how a lead was graded is noted there, when it was (`LEAD_GRADED`), and where
 * it was moved (`LEAD_MOVED`).
 */
export function leadDeed({ grade, status, within }: LeadRule): DidRule {
  if (status) return { event: 'LEAD_MOVED', properties: [{ name: 'to', oneOf: status }], within };
  return { event: 'LEAD_GRADED', properties: [{ name: 'grade', oneOf: grade }], within };
}
