/** Where campaigns and cars fall away on the way to an answer, in order. The first six count campaigns, the rest cars. */
export const eliminationSteps = [
  'CAMPAIGN_NOT_LIVE',
  'PLACEMENT',
  'DAYPART',
  'AUDIENCE',
  'NO_CREATIVE',
  'NO_VEHICLE_IN_SCOPE',
  'VEHICLE_OUT_OF_SCOPE',
  'VEHICLE_EXCLUDED',
] as const;
export type EliminationStep = (typeof eliminationSteps)[number];

/** How many fell away at a step. */
export interface Elimination {
  readonly step: EliminationStep;
  readonly count: number;
}
