import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { LeadNews } from '../lead-news.service.js';
import type { LeadRows } from '../lead-rows.js';

/**
 * Tells who has a lead now of the hands kept with those it stands for, the oldest first: nothing that is told of the lead itself says
 * their words. Whoever was told of one is not told again, as it is one hand by its id.
 */
export async function tellApart(rows: LeadRows, news: LeadNews, manager: EntityManager, lead: LeadRecord, dealerId: string | null): Promise<void> {
  const { tenantId, id: leadId } = lead;
  for (const { id: handId, leadId: keptWith, identityId } of (await rows.hands.of(manager, lead)).toReversed())
    if (keptWith !== leadId) await news.tell(manager, { what: 'JOINED', tenantId, leadId, identityId, dealerId, handId });
} // prettier-ignore
