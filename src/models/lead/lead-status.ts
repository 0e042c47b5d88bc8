/** Where somebody who works on a lead can move it, in the order of a sale that goes well. */
export const leadSteps = ['NEW', 'CONTACTED', 'APPOINTMENT', 'NEGOTIATING', 'SOLD', 'LOST'] as const;
/** `NEW`: nobody has worked on it yet. `LOST` has a reason, and may be opened again. */
export type LeadStep = (typeof leadSteps)[number];

/** Every state a lead can be in. */
export const leadStatuses = [...leadSteps, 'FOLDED'] as const;
/** A step, or `FOLDED`: its person, or who is reached alike, has an older open lead of the same interest, which stands for both. */
export type LeadStatus = (typeof leadStatuses)[number];

/** The states in which somebody still has to do something. */
export const openStatuses = ['NEW', 'CONTACTED', 'APPOINTMENT', 'NEGOTIATING'] as const;

/** Whether somebody still has to do something about a lead in this state. */
export function isOpen(status: LeadStatus): boolean {
  return openStatuses.some((open) => open === status);
}

/** Why a lead was lost: a closed set, so that it can be counted. What else there is to say is a note. */
export const lostReasons = [
  'UNREACHABLE',
  'BOUGHT_ELSEWHERE',
  'PRICE',
  'NOT_IN_STOCK',
  'FINANCE_DECLINED',
  'NO_LONGER_INTERESTED',
  'NOT_A_BUYER',
  'OTHER',
] as const;
/** One of them. */
export type LostReason = (typeof lostReasons)[number];

/** Who moved a lead: a key of the tenant, a dealer who told us, or Carousel itself when people are merged and parted. */
export const leadMovers = ['KEY', 'DEALER', 'CAROUSEL'] as const;
/** One of them. */
export type LeadMover = (typeof leadMovers)[number];
