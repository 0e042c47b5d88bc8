import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { LeadWish } from '../../../models/lead/lead-wish.js';
import { joined, type Wanted } from './one-interest.js';

/**
 * A lead once a further hand joined it: what it did not know, the hand says; what it knew stays. Of cars they would part with, the
 * one they named last counts.
 */
export function withHand<T extends LeadWish & Wanted>(lead: T, hand: LeadWish & Wanted): T {
  return {
    ...lead,
    ...joined(lead, hand),
    contact: { ...hand.contact, ...lead.contact },
    message: lead.message ?? hand.message,
    consent: lead.consent ?? hand.consent,
    place: lead.place ?? hand.place,
    tradeIn: hand.tradeIn ?? lead.tradeIn,
  };
}

/** A lead as the hands that are left make it, the oldest first; as it is where none is. */
export function madeOf(lead: LeadRecord, hands: readonly LeadHandRecord[]): LeadRecord {
  const [first, ...others] = hands;
  if (!first) return lead;
  const { interest, vehicleId, make, model, contact, message, consent, place, tradeIn } = first;
  const begun = { ...lead, interest, vehicleId, make, model, contact, message, consent, place, tradeIn };
  return others.reduce((made, hand) => withHand(made, hand), begun);
}

/** The hand a lead begins with. */
export function firstHandOf(lead: LeadRecord, leadId: string): LeadHandRecord {
  const { tenantId, id, identityId, sourceId, interest, vehicleId, make, model } = lead;
  const { contact, message, consent, place, tradeIn, createdAt: raisedAt } = lead;
  return { tenantId, id, leadId, identityId, sourceId, interest, vehicleId, make, model, contact, message, consent, place, tradeIn, raisedAt }; // prettier-ignore
}
