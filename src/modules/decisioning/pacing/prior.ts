import type { TrafficState } from './traffic-shape.js';

/** How visits to car pages commonly spread over a day, by the hour of the clock on the wall: few at night, most in the evening. */
const day = [
  0.35, 0.2, 0.12, 0.1, 0.12, 0.25, 0.5, 0.8, 1.05, 1.2, 1.3, 1.35, 1.4, 1.35, 1.3, 1.25, 1.3, 1.4, 1.5, 1.65,
  1.75, 1.6, 1.2, 0.7,
];
const mean = day.reduce((sum, weight) => sum + weight, 0) / day.length;

/** A tenant's week before anything of it is known: 168 weights, 1 on average. */
export const priorTraffic: TrafficState = {
  weights: Array.from({ length: 7 * 24 }, (_, hour) => (day[hour % 24] ?? 1) / mean),
  level: 0,
  hours: 0,
};
