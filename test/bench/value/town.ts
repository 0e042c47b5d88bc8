import { livesOf } from '../../simulator/lives.js';
import type { OffersPage } from '../../simulator/offers-page.js';
import { stockOf, type SimulatedVehicle } from '../../simulator/market.js';
import { Random } from '../../simulator/random.js';
import type { Shopper } from '../../simulator/shopper.js';
import { cityWays } from '../../simulator/ways.js';
import { worldWith } from '../../simulator/world.js';

const dayMs = 86_400_000;
/** So many days before the first page the first shoppers set out, so that people of all stages are about. */
const pastDays = 60;
const cars = 600;
/** Midnight of the first day with pages: a Monday. */
export const opensAt = Date.parse('2026-03-02T00:00:00Z');

/** How large a town is. */
export interface TownPlan {
  readonly seed: number;
  readonly shoppers: number;
  /** Days with pages. */
  readonly days: number;
}

/** A shopper comes to a page. */
export interface Visit {
  /** Its number, in order of time. */
  readonly place: number;
  /** The shopper's number. */
  readonly index: number;
  readonly shopper: Shopper;
  /** Where and when, and what they had touched by then. What stood on it in the simulator's own log is nobody's concern here. */
  readonly page: OffersPage;
}

/** The visits of some weeks, in order of time, and what stands in the yard. The same for every policy. */
export interface Town {
  readonly plan: TownPlan;
  readonly stock: readonly SimulatedVehicle[];
  readonly visits: readonly Visit[];
}

/** Plays the lives of a town. What shoppers do by themselves does not depend on what is offered to them; whether they click does. */
export function townOf(plan: TownPlan): Town {
  const { seed, shoppers, days } = plan;
  const stock = stockOf(Random.of(seed, -1), cars, 2026);
  const from = opensAt - pastDays * dayMs;
  const world = worldWith(stock, { seed, from, days: pastDays + days, ways: cityWays });
  const visits: Omit<Visit, 'place'>[] = [];
  let index = 0;
  for (const { shopper, pages } of livesOf(world, 0, shoppers)) {
    for (const page of pages)
      if (page.at >= opensAt && page.at < opensAt + days * dayMs) visits.push({ index, shopper, page });
    index++;
  }
  visits.sort((a, b) => a.page.at - b.page.at || a.index - b.index);
  return { plan, stock, visits: visits.map((visit, place) => ({ ...visit, place })) };
}
