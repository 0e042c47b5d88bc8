/** By what an audience is told from others. */
export const insightDimensions = [
  'ATTRIBUTE', 'MODEL', 'BODY_STYLE', 'CITY', 'STAGE', 'BUYER_STAGE', 'DAYPART',
] as const; // prettier-ignore
export type InsightDimension = (typeof insightDimensions)[number];

/** Parts of a day by the clock of the tenant's zone: night until 6, morning until 12, afternoon until 18, evening until 22. */
export const dayparts = ['NIGHT', 'MORNING', 'AFTERNOON', 'EVENING'] as const;
export type Daypart = (typeof dayparts)[number];

/** Traits under which senders tell where somebody lives: the first that is known counts. */
export const cityTraits = ['city', 'address.city'] as const;

/** Most traits that are looked at at once. */
export const mostTraits = 10;
/** Most values of one dimension that a shard tells apart; of more, none says anything. */
export const mostValues = 2_000;
/** How far back counts what people looked at and when they are active. */
export const insightMs = 90 * 86_400_000;
