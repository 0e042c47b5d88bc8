import { z } from 'zod';
import type { TrafficShape, TrafficState } from './traffic-shape.js';

const hourMs = 3_600_000;
/** So far back hours are learned that nobody was there to learn: what lies before is as good as unknown. */
export const furthestMs = 28 * 24 * hourMs;

/** A shape as it is kept. */
export const trafficSchema: z.ZodType<TrafficState> = z.object({
  weights: z.array(z.number()),
  level: z.number(),
  hours: z.number(),
});

/** The hour that is going on, and its requests so far. */
export interface OpenHour {
  /** Milliseconds since the epoch. */
  readonly hourBegan: number;
  readonly requests: number;
}

/** The beginning of the hour of an instant; milliseconds since the epoch. */
export function hourOf(at: number): number {
  return Math.floor(at / hourMs) * hourMs;
}

/**
 * Has a shape learn the hours that are over, in order; hours of which nothing is told had no requests.
 * @param seen requests by when they came, the earliest first
 * @returns the hour of `now`
 */
export function learnTraffic(
  shape: TrafficShape,
  open: OpenHour,
  seen: readonly { readonly from: number; readonly requests: number }[],
  now: number,
): OpenHour {
  let hour = open;
  const turnTo = (at: number) => {
    while (hour.hourBegan < hourOf(at)) {
      const isKnown = hour.hourBegan >= hourOf(now) - furthestMs;
      if (isKnown) shape.learn(hour.hourBegan, hour.requests);
      const next = isKnown ? hour.hourBegan + hourMs : hourOf(now) - furthestMs;
      hour = { hourBegan: next, requests: 0 };
    }
  };
  for (const { from, requests } of seen) {
    turnTo(Math.min(from, now));
    hour = { ...hour, requests: hour.requests + requests };
  }
  turnTo(now);
  return hour;
}
