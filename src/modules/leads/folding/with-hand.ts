import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { LeadWish } from '../../../models/lead/lead-wish.js';
import { contradicts } from '../contact.js';
import { joined, type Wanted } from './one-interest.js';

/**
 * A lead once a further hand joined it: what it did not know of what they want, the hand says, and what it knew stays. How they
 * are reached, what they allow and which car they would part with is as they said last.
 */
export function withHand<T extends LeadWish & Wanted>(lead: T, hand: LeadWish & Wanted): T {
  return {
    ...lead,
    ...joined(lead, hand),
    contact: { ...lead.contact, ...hand.contact },
    message: lead.message ?? hand.message,
    consent: hand.consent ?? lead.consent,
    place: lead.place ?? hand.place,
    tradeIn: hand.tradeIn ?? lead.tradeIn,
  };
}

/** A lead once a hand joined it that was raised before the lead's own: it fills in, and changes nothing they said since. */
export function withOldHand<T extends LeadWish & Wanted>(lead: T, hand: LeadWish & Wanted): T {
  return {
    ...withHand(lead, hand),
    contact: { ...hand.contact, ...lead.contact },
    consent: lead.consent ?? hand.consent,
    tradeIn: lead.tradeIn ?? hand.tradeIn,
  };
}

/**
 * A lead in the words of one of its hands: what the hand says counts, what it leaves out the lead tells. What they allow is as
 * they said last, whichever hand it was. Of a hand of somebody else, which leads of old may hold, nothing is told but its own.
 */
export function inWordsOf<T extends LeadWish & Wanted>(lead: T, hand: LeadWish & Wanted): T {
  const told = { ...lead, ...joined(hand, lead), message: hand.message };
  if (contradicts(lead.contact, hand.contact))
    return { ...told, contact: hand.contact, consent: hand.consent, tradeIn: hand.tradeIn };
  return { ...told, contact: { ...lead.contact, ...hand.contact }, tradeIn: hand.tradeIn ?? lead.tradeIn };
}

/** A lead as the hands that are left make it, the oldest first; as it is where none is. */
export function madeOf(lead: LeadRecord, hands: readonly LeadHandRecord[]): LeadRecord {
  const [first, ...others] = hands;
  if (!first) return lead;
  const { interest, vehicleId, make, model, contact, message, consent, place, tradeIn } = first;
  const begun = { ...lead, interest, vehicleId, make, model, contact, message, consent, place, tradeIn };
  return others.reduce((made, hand) => (hand.isHistory ? withOldHand : withHand)(made, hand), begun);
}

/** The hand a lead begins with. */
export function firstHandOf(lead: LeadRecord, leadId: string): LeadHandRecord {
  const { tenantId, id, identityId, sourceId, interest, vehicleId, make, model } = lead;
  const { contact, message, consent, place, tradeIn, isHistory, createdAt: raisedAt } = lead;
  return { tenantId, id, leadId, identityId, sourceId, interest, vehicleId, make, model, contact, message, consent, place, tradeIn, isHistory, raisedAt }; // prettier-ignore
}
