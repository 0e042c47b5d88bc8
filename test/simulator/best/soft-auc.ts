import type { Random } from '../random.js';

/** One offer: what is said of it, the true probability, and which page it stood on (0, 1, …). */
export interface SoftRow {
  readonly said: number;
  readonly truth: number;
  readonly page: number;
}

/**
 * The AUC that is to be expected where each row comes about with its true probability: it counts with that as something
 * that happened, and with the rest as something that did not. No luck of the draw is in it, so few rows say much.
 */
export function softAuc(rows: readonly SoftRow[]): number {
  const sorted = [...rows].sort((a, b) => a.said - b.said);
  return sortedAuc(sorted, () => 1);
}

function sortedAuc(sorted: readonly SoftRow[], weightOf: (page: number) => number): number {
  let [misses, hits, wins] = [0, 0, 0];
  for (const { truth, page } of sorted) {
    const weight = weightOf(page);
    wins += weight * truth * (misses + (weight * (1 - truth)) / 2);
    misses += weight * (1 - truth);
    hits += weight * truth;
  }
  return wins / (hits * misses);
}

const draws = 100;

/**
 * Standard errors by the bootstrap over pages: of the AUC of each list alone, and of how far each is ahead of the next. The
 * lists are of the same offers.
 */
export function bootstrapped(
  lists: readonly (readonly SoftRow[])[],
  random: Random,
): { readonly alone: number[]; readonly ahead: number[] } {
  const pages = [...new Set(lists[0]?.map(({ page }) => page))];
  const sorted = lists.map((rows) => [...rows].sort((a, b) => a.said - b.said));
  const found = Array.from({ length: draws }, () => {
    const weights = new Map<number, number>();
    for (let draw = 0; draw < pages.length; draw++) {
      const page = random.pick(pages);
      weights.set(page, (weights.get(page) ?? 0) + 1);
    }
    return sorted.map((rows) => sortedAuc(rows, (page) => weights.get(page) ?? 0));
  });
  const spread = (of: (aucs: readonly number[]) => number) => {
    const values = found.map(of);
    const mean = values.reduce((sum, value) => sum + value, 0) / draws;
    return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (draws - 1));
  };
  return {
    alone: lists.map((_, list) => spread((aucs) => aucs[list] ?? 0)),
    ahead: lists.slice(1).map((_, list) => spread((aucs) => (aucs[list] ?? 0) - (aucs[list + 1] ?? 0))),
  };
}
