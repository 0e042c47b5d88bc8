/** How close somebody is to the brand, after Alibaba's AIPL; the highest stage they reach is theirs. */
export const aiplStages = ['AWARENESS', 'INTEREST', 'PURCHASE', 'LOYALTY'] as const;
export type AiplStage = (typeof aiplStages)[number];

/** Where somebody is on the way to a car and beyond; the furthest they reached, counted from their last delivery on. */
export const journeyStages = [
  'RESEARCH', 'SHORTLIST', 'TEST_DRIVE', 'FINANCE', 'PURCHASE', 'OWNERSHIP', 'REPURCHASE',
] as const; // prettier-ignore
export type JourneyStage = (typeof journeyStages)[number];

/** Both lifecycles, their stages from the lowest to the highest. */
export const lifecycles = { aipl: aiplStages, journey: journeyStages } as const;
/** One of the two lifecycles. */
export type LifecycleKind = keyof typeof lifecycles;
/** A stage of either; `PURCHASE` is one of both. */
export type LifecycleStage = AiplStage | JourneyStage;
