import type { EntityManager } from 'typeorm';
import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { LeadRows } from '../lead-rows.js';
import { madeOf } from './with-hand.js';

/**
 * Takes a hand out of a lead that is somebody else's by now, as they were one person once: the lead forgets what only this hand had
 * told it. Null where there is no such lead any more.
 */
export async function takeOutAstray(rows: LeadRows, manager: EntityManager, { tenantId, id, leadId }: LeadHandRecord): Promise<LeadRecord | null> {
  const lead = await rows.leads.hold(manager, tenantId, leadId);
  if (!lead) return null;
  const left = (await rows.hands.ownOf(manager, lead)).filter((each) => each.id !== id);
  await rows.leads.putWish(manager, madeOf(lead, left.toReversed()));
  await rows.hands.remove(manager, tenantId, id);
  return lead;
} // prettier-ignore
