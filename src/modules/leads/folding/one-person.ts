import type { LeadContact } from '../../../models/lead/lead-wish.js';
import { isReachedAlike } from '../contact.js';

/** What a hand says of how to reach its person, and which lead it is kept with. */
export interface Said {
  readonly leadId: string;
  readonly contact: LeadContact;
}

/**
 * Of hands that one lead stands for, the leads of those that count as its person's: reached as one of the person's own hands is, or as
 * another that counts. The rest came under that lead by somebody who was one with its person once.
 */
export function leadsOfOnePerson(own: readonly Said[], others: readonly Said[]): ReadonlySet<string> {
  const counted = new Set<string>();
  const isCounted = ({ leadId }: Said) => counted.has(leadId);
  let reached = own;
  while (reached.length > 0) {
    const known = reached;
    const next = others.filter((hand) => !isCounted(hand) && known.some(({ contact }) => isReachedAlike(contact, hand.contact))); // prettier-ignore
    for (const { leadId } of next) counted.add(leadId);
    // All that such a lead's person said counts too, not only what matched.
    reached = next.length === 0 ? [] : others.filter(({ leadId }) => next.some((each) => each.leadId === leadId)); // prettier-ignore
  }
  return counted;
}
