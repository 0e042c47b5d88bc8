import { Random } from '../random.js';
import type { World } from '../world.js';
import { deedsIn } from './deeds.js';
import { Meetings } from './meetings.js';
import { judgedPages, type PagesPlan } from './pages.js';
import { foretell, type Effort, type Foretold } from './posterior.js';

/** Pages to be judged, and how hard to think about each. */
export interface JudgePlan extends PagesPlan, Effort {}

/** What the touches allow to be said of the offers of each page, in order. The same plan gives the same. */
export function judge(world: World, plan: JudgePlan): Foretold[][] {
  const stock = new Map(world.stock.map((car) => [car.vehicleId, car]));
  const meetings = new Meetings(world, Random.of(world.seed, -2));
  return judgedPages(world, plan).map((page, place) => {
    const known = new Set(page.recent.map(({ vehicle }) => vehicle.vehicleId));
    const offers = page.offers.map(({ vehicle, angle }) => ({
      ...{ vehicle, angle, seenBefore: known.has(vehicle.vehicleId) },
    }));
    const seen = deedsIn(page.recent, page.at, stock);
    const random = Random.of(world.seed ^ 0x1b56c4e9, plan.from + place);
    return foretell(seen, page, offers, meetings, random, plan);
  });
}
