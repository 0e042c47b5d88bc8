import { attention } from './charge.js';
import { draw, weigher, type Drawing } from './draw.js';
import type { Lot } from './lots.js';
import type { Page } from './page.js';

/** The one advertiser that takes a page. */
export interface Taker {
  readonly lots: readonly Lot[];
  /** Probability that it was this one. */
  readonly probability: number;
  /** What the next best page is worth, as a share of this one's: what is paid of each bid. 0 where it was drawn to explore. */
  readonly share: number;
}

/**
 * Has advertisers bid for a whole page with all they would show on it: the page worth most wins, or one is drawn as offers are. It pays
 * what the second best would have been worth, in proportion to the bids of its offers.
 */
export function takerOf(lots: readonly Lot[], page: Page, positions: number, drawing: Drawing): Taker {
  const first = lots.reduce((least, { tier }) => Math.min(least, tier), Infinity);
  const theirs = new Map<string | null, Lot[]>();
  for (const lot of lots) {
    const known = theirs.get(lot.advertiserId);
    if (known) known.push(lot);
    else theirs.set(lot.advertiserId, [lot]);
  }
  const pages = [...theirs.values()]
    .filter((its) => its.some(({ tier }) => tier === first))
    .map((its) => ({ lots: its, value: worthOfPage(its, page, positions) }));
  const weigh = weigher(pages);
  const { picked, probability, isBest } = draw(pages.map((each) => ({ ...each, weight: weigh(each.value) })), drawing); // prettier-ignore
  const next = pages.reduce((most, { lots: its, value }) => (its === picked.lots ? most : Math.max(most, value)), 0); // prettier-ignore
  return { lots: picked.lots, probability, share: isBest && picked.value > 0 ? next / picked.value : 0 };
}

/** What a page is worth that is filled with the best of these, by the attention each position gets. */
function worthOfPage(lots: readonly Lot[], before: Page, positions: number): number {
  const page = before.copy();
  let worth = 0;
  for (let position = 1; position <= positions; position++) {
    const [first, ...others] = page.next(lots);
    if (!first) break;
    const best = others.reduce((most, lot) => (lot.value > most.value ? lot : most), first);
    worth += best.value * attention(position);
    page.add(best);
  }
  return worth;
}
