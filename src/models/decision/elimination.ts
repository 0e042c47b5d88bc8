/** Where campaigns and cars fall away on the way to an answer, in order. All before the vehicles' count campaigns. */
export const eliminationSteps = [
  'CAMPAIGN_NOT_LIVE',
  'PLACEMENT',
  'DAYPART',
  'AUDIENCE',
  'NO_CREATIVE',
  'NO_VEHICLE_IN_SCOPE',
  'FREQUENCY_CAP',
  'BUDGET',
  'LIMITS_AWAY',
  'PACED',
  'VEHICLE_OUT_OF_SCOPE',
  'VEHICLE_EXCLUDED',
] as const;
export type EliminationStep = (typeof eliminationSteps)[number];

/** How many fell away at a step. */
export interface Elimination {
  readonly step: EliminationStep;
  readonly count: number;
}
