import type { BodyStyle } from '../../src/models/vehicle/vehicle-facts.js';

const dayMs = 86_400_000;
const yearDays = 365.25;

/**
 * Journeys that set out in a month, beside an average one: most in the weeks before registration plates change in March
 * and September, fewest before Christmas. Made up after the shape of new registrations in Britain.
 */
const demand = [1.15, 1.3, 1.05, 0.9, 0.95, 0.95, 1, 1.25, 1.1, 0.9, 0.8, 0.65] as const;
/** No month has more. */
export const mostDemand = 1.3;

/** How many journeys set out at an instant (ms), beside an average one of the year. */
export function demandAt(at: number): number {
  return demand[new Date(at).getUTCMonth()] ?? 1;
}

/** What the time of year (ms) adds to the liking of a body style: open cars in summer, cars for bad roads in winter. */
export function seasonalLiking(body: BodyStyle, at: number): number {
  const year = Date.UTC(new Date(at).getUTCFullYear(), 0, 1);
  const summer = -Math.cos(((at - year) / dayMs / yearDays) * 2 * Math.PI);
  if (body === 'CONVERTIBLE') return 0.8 * summer;
  return body === 'SUV' || body === 'PICKUP' ? -0.3 * summer : 0;
}
