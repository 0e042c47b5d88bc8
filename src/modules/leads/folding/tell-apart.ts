import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { LeadNews } from '../lead-news.service.js';
import type { LeadRows } from '../lead-rows.js';
import type { HandKey } from './hands.repository.js';

/**
 * Tells who has a lead now of every hand raised for it but the first, and of those raised for leads it stands for, the oldest first:
 * nothing that is told of the lead itself says all their words. Whoever was told of one is not told again, as it is one hand by its id.
 */
export async function tellApart(rows: LeadRows, news: LeadNews, manager: EntityManager, lead: LeadRecord, dealerId: string | null): Promise<void> {
  await tell(news, manager, lead, dealerId, await rows.hands.keysOf(manager, lead));
} // prettier-ignore

/** Tells who has a lead of what was raised for another that was just folded into it; history calls nobody. */
export async function tellFolded(rows: LeadRows, news: LeadNews, manager: EntityManager, lead: LeadRecord, folded: LeadRecord): Promise<void> {
  const hands = await rows.hands.keysOf(manager, folded);
  await tell(news, manager, lead, lead.dealerId, hands.filter(({ isHistory }) => !isHistory));
} // prettier-ignore

async function tell(news: LeadNews, manager: EntityManager, lead: LeadRecord, dealerId: string | null, hands: readonly HandKey[]): Promise<void> {
  const { tenantId, id: leadId } = lead;
  for (const { id: handId, identityId } of hands)
    if (handId !== leadId) await news.tell(manager, { what: 'JOINED', tenantId, leadId, identityId, dealerId, handId });
} // prettier-ignore
