import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import { isOpen } from '../../../models/lead/lead-status.js';
import { isReachedAlike, namesDiffer } from '../contact.js';
import type { LeadRows } from '../lead-rows.js';
import { withAsked, type AskedLead } from './asked-dealers.js';
import { foldTarget } from './one-interest.js';

/**
 * Leads that stand for hands of whoever is reached as this lead's person is, under whichever profile: somebody asked at two portals,
 * or from two devices. They are one lead by that, and their profiles stay two, as nobody proved whose address it is. None of them
 * holds a hand of another name, as a family shares an address.
 */
export async function twinsOf(rows: LeadRows, manager: EntityManager, lead: Pick<LeadRecord, 'tenantId' | 'id' | 'contact'>): Promise<AskedLead[]> {
  const hands = (await rows.hands.reachedAlike(manager, lead)).filter(({ contact }) => isReachedAlike(contact, lead.contact));
  const standing = await rows.leads.standingForHands(manager, lead.tenantId, hands);
  const alike: LeadRecord[] = [];
  for (const found of standing) {
    if (found.id === lead.id) continue;
    const others = (await rows.hands.of(manager, found)).filter(({ leadId }) => leadId !== lead.id);
    if (!others.some((hand) => namesDiffer(hand.contact, lead.contact))) alike.push(found);
  }
  return withAsked(rows, manager, alike);
} // prettier-ignore

/**
 * The open lead of somebody reached alike that stands for this one, kept as it is until the transaction ends; null where there is
 * none. The caller holds the contacts of both.
 * @param but leads that are not meant, as they stand for this one no more
 */
export async function twinTarget(rows: LeadRows, manager: EntityManager, lead: AskedLead, but: ReadonlySet<string> = new Set()): Promise<LeadRecord | null> {
  const open = (await twinsOf(rows, manager, lead)).filter(({ id, status }) => isOpen(status) && !but.has(id));
  for (;;) {
    const target = foldTarget(open, lead);
    const held = target && (await rows.leads.hold(manager, target.tenantId, target.id));
    if (!target || (held && isOpen(held.status))) return held;
    // Sold, lost or erased while we waited for it; or folded: then what stands for it may stand for this one too.
    open.splice(open.indexOf(target), 1);
    const next = held && (await rows.leads.standingFor(manager, held));
    if (next && isOpen(next.status) && next.id !== lead.id && !but.has(next.id) && !open.some(({ id }) => id === next.id)) open.push(...(await withAsked(rows, manager, [next])));
  }
} // prettier-ignore

/** Whether a lead was folded into another, however often. */
export async function isStoodForBy(rows: LeadRows, manager: EntityManager, { tenantId, foldedInto }: LeadRecord, id: string): Promise<boolean> {
  const next = foldedInto === null ? null : await rows.leads.find(manager, tenantId, foldedInto);
  return next !== null && (next.id === id || (await isStoodForBy(rows, manager, next, id)));
} // prettier-ignore
