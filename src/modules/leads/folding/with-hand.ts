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
    message: lead.message ?? hand.message,
    place: lead.place ?? hand.place,
    ...lastWord(lead, hand),
  };
}

/**
 * A lead in the words of one of its hands: what the hand says counts, what it leaves out the lead tells. What they allow is as
 * they said last, whichever hand it was. Of a hand of somebody else, which leads of old may hold, nothing is told but its own; nor of
 * one kept with a lead that this one only stands for. @param isOwn the hand is kept with this lead itself
 */
export function inWordsOf<T extends LeadWish & Wanted>(lead: T, hand: LeadWish & Wanted, isOwn = true): T {
  const told = { ...lead, ...joined(hand, lead), message: hand.message };
  if (!isOwn || contradicts(lead.contact, hand.contact))
    return { ...told, contact: hand.contact, consent: hand.consent, tradeIn: hand.tradeIn };
  return { ...told, contact: { ...lead.contact, ...hand.contact }, tradeIn: hand.tradeIn ?? lead.tradeIn };
}

/**
 * A lead as its hands make it, given in the order they came; as it is where there is none. What they want is as they said first; how
 * they are reached, what they allow and which car they would part with is as they said last, whenever that came.
 */
export function madeOf(lead: LeadRecord, hands: readonly LeadHandRecord[]): LeadRecord {
  const [first, ...others] = hands;
  if (!first) return lead;
  const { interest, vehicleId, make, model, message, place } = first;
  const begun = { ...lead, interest, vehicleId, make, model, message, place };
  const wanted = others.reduce((made, hand) => withHand(made, hand), begun);
  return { ...wanted, ...lastWordOf(hands) };
}

/** What counts as it was said last. */
type LastWord = Pick<LeadWish, 'contact' | 'consent' | 'tradeIn'>;
type RaisedWord = LastWord & Pick<LeadHandRecord, 'occurredAt'>;

/** What hands say last of how to reach their person, what they allow and which car they would part with, in whatever order they came. */
export function lastWordOf(hands: readonly RaisedWord[]): LastWord {
  const nothing: LastWord = { contact: {}, consent: null, tradeIn: null };
  return hands.toSorted(byOccurrence).reduce((said, hand) => lastWord(said, hand), nothing);
}

function lastWord(said: LastWord, hand: LastWord): LastWord {
  return {
    contact: { ...said.contact, ...hand.contact },
    consent: hand.consent ?? said.consent,
    tradeIn: hand.tradeIn ?? said.tradeIn,
  };
}

/** Of what was raised nobody knows when, all else was after it. */
function byOccurrence(one: RaisedWord, other: RaisedWord): number {
  return (one.occurredAt?.getTime() ?? 0) - (other.occurredAt?.getTime() ?? 0);
}

/** What of a hand its lead does not keep: when it was raised, milliseconds since the epoch, null where that was not kept; and for whom it came. */
export interface RaisedFor {
  readonly occurredAt: number | null;
  readonly askedDealerId: string | null;
}

/** The hand a lead would begin with, kept with the lead it is of. */
export function firstHandOf(
  lead: LeadRecord,
  leadId: string,
  { occurredAt, askedDealerId }: RaisedFor,
): LeadHandRecord {
  const { tenantId, id, identityId, sourceId, interest, vehicleId, make, model } = lead;
  const { contact, message, consent, place, tradeIn, isHistory, createdAt: raisedAt } = lead;
  return { tenantId, id, leadId, identityId, sourceId, interest, vehicleId, make, model, askedDealerId, contact, message, consent, place, tradeIn, isHistory, raisedAt, occurredAt: occurredAt === null ? null : new Date(occurredAt) }; // prettier-ignore
}
