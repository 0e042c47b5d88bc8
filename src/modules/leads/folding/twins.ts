import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import { isOpen } from '../../../models/lead/lead-status.js';
import { isReachedAlike } from '../contact.js';
import type { LeadRows } from '../lead-rows.js';
import { foldTarget } from './one-interest.js';

/**
 * Leads that stand for hands of whoever is reached as this lead's person is, under whichever profile: somebody asked at two portals,
 * or from two devices. They are one lead by that, and their profiles stay two, as nobody proved whose address it is.
 */
export async function twinsOf(rows: LeadRows, manager: EntityManager, lead: Pick<LeadRecord, 'tenantId' | 'id' | 'contact'>): Promise<LeadRecord[]> {
  const hands = (await rows.hands.reachedAlike(manager, lead)).filter(({ contact }) => isReachedAlike(contact, lead.contact));
  const standing = new Map<string, LeadRecord>();
  for (const each of await rows.leads.ofHands(manager, hands)) {
    const found = await rows.leads.standingFor(manager, each);
    if (found.id !== lead.id) standing.set(found.id, found);
  }
  return [...standing.values()];
} // prettier-ignore

/**
 * The open lead of somebody reached alike that stands for this one, kept as it is until the transaction ends; null where there is
 * none. The caller holds the contacts of both.
 */
export async function twinTarget(rows: LeadRows, manager: EntityManager, lead: LeadRecord): Promise<LeadRecord | null> {
  const open = (await twinsOf(rows, manager, lead)).filter(({ status }) => isOpen(status));
  for (;;) {
    const target = foldTarget(open, lead);
    const held = target && (await rows.leads.hold(manager, target.tenantId, target.id));
    if (!target || (held && isOpen(held.status))) return held;
    // Sold, lost or erased while we waited for it.
    open.splice(open.indexOf(target), 1);
  }
} // prettier-ignore

/** Whether a lead was folded into another, however often. */
export async function isStoodForBy(rows: LeadRows, manager: EntityManager, { tenantId, foldedInto }: LeadRecord, id: string): Promise<boolean> {
  const next = foldedInto === null ? null : await rows.leads.find(manager, tenantId, foldedInto);
  return next !== null && (next.id === id || (await isStoodForBy(rows, manager, next, id)));
} // prettier-ignore
