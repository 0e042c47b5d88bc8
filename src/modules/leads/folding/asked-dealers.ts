import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { LeadRows } from '../lead-rows.js';

/** A lead, and the dealers that its hands came for by name. */
export type AskedLead = LeadRecord & { readonly askedDealerIds: readonly string[] };

/** Leads with the dealers that were asked for by name in any hand raised for them, or for leads they stand for: what may fold is told by it, everywhere alike. */
export async function withAsked(rows: LeadRows, manager: EntityManager, leads: readonly LeadRecord[]): Promise<AskedLead[]> {
  const asked: AskedLead[] = [];
  for (const lead of leads) asked.push({ ...lead, askedDealerIds: await rows.hands.dealersAsked(manager, lead) });
  return asked;
} // prettier-ignore

/** A hand's dealer as a list. */
export function oneAsked(dealerId: string | null): readonly string[] {
  return dealerId === null ? [] : [dealerId];
}
