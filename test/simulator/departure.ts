import { alongside, daysBehind } from './household.js';
import { bodyStyles, type BodyStyle } from '../../src/models/vehicle/vehicle-facts.js';
import type { Random } from './random.js';
import { demandAt, mostDemand, seasonalLiking } from './season.js';
import { shopperOf, type Shopper } from './shopper.js';
import type { World } from './world.js';

const dayMs = 86_400_000;

/** Who sets out, how far they have come by then (0 or 1), and on which day: midnight, in milliseconds. */
export interface Departure {
  readonly shopper: Shopper;
  readonly stage: number;
  readonly day: number;
}

/** Draws who sets out and when; `first`: whom they live with, where that one set out before them. */
export function departureOf(world: World, random: Random, first: Departure | null): Departure {
  const drawn = shopperOf(random);
  const stage = random.chance(0.7) ? 0 : 1;
  const day = first ? first.day + random.whole(daysBehind) * dayMs : firstDay(world, random);
  const shopper = world.ways.seasons ? inSeason(drawn, day) : drawn;
  return { shopper: first ? alongside(shopper, first.shopper) : shopper, stage, day };
}

/** Every day alike in the plain world; by the demand of its month where there are seasons. */
function firstDay({ from, days, ways }: World, random: Random): number {
  for (;;) {
    const day = from + Math.floor(random.uniform() * days) * dayMs;
    if (!ways.seasons || random.uniform() * mostDemand < demandAt(day)) return day;
  }
}

function inSeason(shopper: Shopper, day: number): Shopper {
  const bodies: Record<BodyStyle, number> = { ...shopper.bodies };
  for (const body of bodyStyles) bodies[body] += seasonalLiking(body, day);
  return { ...shopper, bodies };
}
