import { livesOf } from '../lives.js';
import { offersFor, type OffersPage, type ShownOffer } from '../offers-page.js';
import { Random } from '../random.js';
import type { World } from '../world.js';

/** So many times a page is filled anew, so that it says more. */
const fillings = 4;

/** A page as somebody met it, with offers it could have shown, drawn as its own were, and the truth of each. */
export interface JudgedPage extends Pick<OffersPage, 'at' | 'placement' | 'recent'> {
  readonly offers: readonly ShownOffer[];
}

/** Every `every`th page of shoppers `from` up to, not including, `to` of a plain world, with its offers. */
export function judgedPages(world: World, { from, to, every }: PagesPlan): JudgedPage[] {
  const pages: JudgedPage[] = [];
  let count = from;
  for (const { shopper, pages: met } of livesOf(world, from, to))
    for (const page of met) {
      if (count++ % every !== 0) continue;
      const { at, placement, recent, seen, stage } = page;
      const cars = world.stock.filter(({ vehicleId }) => seen.has(vehicleId));
      const moment = { shopper, stage, placement, at, recent, seen: cars, offersSeen: null };
      const offers = Array.from({ length: fillings }, (_, filling) =>
        offersFor(world, Random.of(world.seed + 1 + filling, count), moment),
      ).flatMap(({ shown }) => shown);
      pages.push({ at, placement, recent, offers });
    }
  return pages;
}

/** Which pages are judged. */
export interface PagesPlan {
  readonly from: number;
  readonly to: number;
  readonly every: number;
}
