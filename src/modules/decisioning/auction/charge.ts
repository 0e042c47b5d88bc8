import { rivalsOf, type Lot } from './lots.js';
import type { Entrant } from './entrants.js';
import { barred, type Page } from './page.js';

/** Share of viewers who look at a position, beside those who look at the first: 1, 0.63, 0.5, 0.43 … */
export function attention(position: number): number {
  return 1 / Math.log2(1 + position);
}

/** How an offer came to its position. */
export interface Won {
  readonly entrant: Entrant;
  /** The lot it is of. */
  readonly lot: Lot;
  /** All lots that were left when the position was filled, and the page as it was then. */
  readonly left: readonly Lot[];
  readonly page: Page;
  readonly position: number;
  /** The page's last position. */
  readonly last: number;
}

/** What being seen once has to bring for an offer to stand where it does, and who comes next. */
export interface Due {
  /** Micros, not whole; never above the bid, never below the floor. */
  readonly perView: number;
  /** Whom it was before at its position: the best of the others that might have come there. Null: nobody. */
  readonly runnerUp: Entrant | null;
}

/**
 * What an offer is charged where it is charged by what it beat. The page is filled once more from its position on without all that its
 * bidder has left; at each position it passes it is noted what it would have had to bid to come in there. It pays each such
 * bid for the attention that coming in there is worth more than coming in at the next. That is what its bidder would need to
 * bid at least for each part of what it gets, and, where no rule of the page stands in between, just what it takes from the
 * others: the prices of Vickrey, Clarke and Groves.
 */
export function dueOf({ entrant, lot, left, page: before, position: first, last }: Won): Due {
  const page = before.copy();
  const lots = rivalsOf(entrant.bidder, left);
  const rivals = { lots, least: page.leastRank(lots) };
  const own = { ...lot, options: [], value: entrant.value };
  const steps: { at: number; needed: number }[] = [];
  let runnerUp: Entrant | null = null;
  for (let at = first; at <= last; at++) {
    const ownRank = page.rank(own);
    if (ownRank === barred) break;
    const rival = bestOf(rivals, page);
    if (at === first) runnerUp = rival && bestOption(rival.lot);
    const isIn = rival === null || ownRank <= rival.rank;
    const isRivalled = rival !== null && ownRank >= rival.rank;
    const needed = isIn ? neededFor(entrant, isRivalled ? rival.lot.value : 0) : Infinity;
    if (needed < (steps.at(-1)?.needed ?? Infinity)) steps.push({ at, needed });
    if (!isRivalled) break; // it would come in here for the least there is
    page.add(rival.lot);
  }
  let due = 0;
  for (const [place, { at, needed }] of steps.entries()) {
    const next = steps[place + 1];
    due += needed * (attention(at) - (next ? attention(next.at) : 0));
  }
  return { perView: Math.min(entrant.worth?.perView ?? 0, due / attention(first)), runnerUp };
}

/** What has to be bid for being seen once to be worth as much as a rival, and to reach the floor. */
export function neededFor({ boost, quality, worth }: Entrant, rivalValue: number): number {
  return Math.max(rivalValue / boost - quality, worth?.floorPerView ?? 0, 0);
}

/** The best of those that may come next, of lots with the most worth first. */
function bestOf({ lots, least }: Rivals, page: Page): { lot: Lot; rank: number } | null {
  let best: { lot: Lot; rank: number } | null = null;
  for (const lot of lots) {
    const rank = page.rank(lot);
    if (rank === barred || (best && rank >= best.rank)) continue;
    best = { lot, rank };
    if (rank <= least) break;
  }
  return best;
}

interface Rivals {
  /** The most worth first. */
  readonly lots: readonly Lot[];
  /** No rank among them is lower. */
  readonly least: number;
}

function bestOption({ options, value }: Lot): Entrant | null {
  return options.find((option) => option.value === value)?.entrant ?? null;
}
