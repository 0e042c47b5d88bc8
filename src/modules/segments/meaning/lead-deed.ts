import type { DidRule } from '../../../models/segment/did.js';
import type { LeadRule } from '../../../models/segment/rule.js';

/** What a condition on leads asks of a history: how a lead was graded is noted there, when it was (`LEAD_GRADED`). */
export function leadDeed({ grade, within }: LeadRule): DidRule {
  return { event: 'LEAD_GRADED', properties: [{ name: 'grade', oneOf: grade }], within };
}
