import type { LeadContact, LeadInterest } from '../../../models/lead/lead-wish.js';
import { contradicts } from '../contact.js';

/** What somebody wants: for what, and which car, as far as they said. */
export interface Wanted {
  readonly interest: LeadInterest;
  readonly vehicleId: string | null;
  readonly make: string | null;
  readonly model: string | null;
}

/** What somebody wants, how they are reached, and whom they asked. */
export interface Raised extends Wanted {
  readonly contact: LeadContact;
  /** Dealers they came for by name; none where they named none. */
  readonly askedDealerIds: readonly string[];
}

/** An open lead, as far as folding looks at it. */
export interface OpenLead extends Raised {
  readonly id: string;
  readonly createdAt: Date;
}

/**
 * Whether two hands of one person are raised for one thing: neither says otherwise of what for, nor of the car. `OTHER` says
 * nothing of what for, as a general form beside a department's does; a car that is not named is not another one.
 */
export function isOneInterest(one: Wanted, other: Wanted): boolean {
  const isSameWish = one.interest === other.interest || [one.interest, other.interest].includes('OTHER');
  return isSameWish && isNoOtherCar(one, other);
}

/**
 * The open lead that a further hand of its person joins: of those of one interest with it, the one that names the same car,
 * then the one that wants the same, then the newest. Null where the hand is a lead of its own: also where it names somebody
 * else, as people share a device, or another dealer, as each was promised the lead.
 */
export function foldTarget<T extends OpenLead>(open: readonly T[], hand: Raised): T | null {
  const likeness = (lead: T) =>
    (namesCar(lead) && namesCar(hand) ? 2 : 0) + (lead.interest === hand.interest ? 1 : 0);
  const fitting = open.filter((lead) => mayFold(lead, hand));
  const [best = null] = fitting.sort(
    (a, b) =>
      likeness(b) - likeness(a) ||
      b.createdAt.getTime() - a.createdAt.getTime() ||
      a.id.localeCompare(b.id, 'en'),
  );
  return best;
}

/** What a lead wants once a hand joined it: what it did not say, the hand says. */
export function joined(lead: Wanted, hand: Wanted): Wanted {
  const { vehicleId, make, model } = namesCar(lead) ? { ...hand, ...spoken(lead) } : hand;
  return { interest: lead.interest === 'OTHER' ? hand.interest : lead.interest, vehicleId, make, model };
}

/**
 * Which of a person's open leads stand for which others, where they turn out to be one person's: the older stands. Says for each
 * that folds into which; the rest stay as they are.
 */
export function planFolds(open: readonly OpenLead[]): { readonly id: string; readonly into: string }[] {
  const standing: { readonly id: string; wanted: Raised }[] = [];
  const folds: { id: string; into: string }[] = [];
  for (const lead of open.toSorted(byAge)) {
    const older = standing.find(({ wanted }) => mayFold(wanted, lead));
    if (!older) standing.push({ id: lead.id, wanted: lead });
    else {
      const contact = { ...older.wanted.contact, ...lead.contact };
      const askedDealerIds = [...older.wanted.askedDealerIds, ...lead.askedDealerIds];
      older.wanted = { ...joined(older.wanted, lead), contact, askedDealerIds };
      folds.push({ id: lead.id, into: older.id });
    }
  }
  return folds;
}

function mayFold(one: Raised, other: Raised): boolean {
  return isOneInterest(one, other) && !contradicts(one.contact, other.contact) && !asksAnother(one, other);
}

/** Whether the two came for different dealers by name. */
function asksAnother({ askedDealerIds: ones }: Raised, { askedDealerIds: others }: Raised): boolean {
  return ones.some((id) => others.some((other) => other !== id));
}

function byAge(a: OpenLead, b: OpenLead): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || a.id.localeCompare(b.id, 'en');
}

function namesCar({ vehicleId, make }: Wanted): boolean {
  return vehicleId !== null || make !== null;
}

function isNoOtherCar(one: Wanted, other: Wanted): boolean {
  if (!namesCar(one) || !namesCar(other)) return true;
  if (one.vehicleId !== null && one.vehicleId === other.vehicleId) return true;
  const isSameMake = one.make !== null && other.make !== null && plain(one.make) === plain(other.make);
  return (
    isSameMake && (one.model === null || other.model === null || plain(one.model) === plain(other.model))
  );
}

function plain(text: string): string {
  return text.trim().toLowerCase();
}

/** What is said of a lead's car, and nothing where nothing is. */
function spoken({ vehicleId, make, model }: Wanted): Partial<Wanted> {
  return {
    ...(vehicleId === null ? {} : { vehicleId }),
    ...(make === null ? {} : { make }),
    ...(model === null ? {} : { model }),
  };
}
