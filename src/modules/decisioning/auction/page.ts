import type { Kind, Lot } from './lots.js';

/** What a page may hold. */
export interface PageRules {
  /** Positions of the whole page. */
  readonly positions: number;
  /** No two advertisers of one category beside each other. */
  readonly separatesCompetitors: boolean;
  /** Body styles come in turn, for a viewer of whom nothing is known. */
  readonly inTurn: boolean;
}

/** May not stand on the page. */
export const barred = -1;
/** Ranks tell apart: which rule of diversity has to be given up, then the priority, then how often the body style is there. */
const perRule = 1_000;
const perTier = 100;

/**
 * A page being filled, with what may come next. Never on it: a car twice, and, where competitors are separated, two advertisers
 * of one category. No more than half of one brand, no more than half of one model, none twice in the same model,
 * trim and year: these are given up in the order brand, model, near-duplicates, rather than leaving a position empty.
 */
export class Page {
  private constructor(
    private readonly rules: PageRules,
    /** How often each number of a `Kind` is on it: numbers of brands, models and so on are all different. */
    private readonly counts: Uint8Array,
    /** Which advertiser is there for a category. */
    private readonly holders: Map<string, string>,
  ) {}

  /** @param numbers how many numbers the kinds have: see `Kinds` */
  static empty(rules: PageRules, numbers: number): Page {
    return new Page(rules, new Uint8Array(numbers), new Map());
  }

  copy(): Page {
    return new Page(this.rules, this.counts.slice(), new Map(this.holders));
  }

  add({ kind, advertiserId, categories }: Pick<Lot, 'kind' | 'advertiserId' | 'categories'>): void {
    const { car, brand, model, twin, bodyStyle } = kind;
    for (const number of [car, brand, model, twin, bodyStyle]) this.counts[number] = this.count(number) + 1;
    if (advertiserId === null) return;
    for (const category of categories) this.holders.set(category, advertiserId);
  }

  /** The lower the sooner it may come next; only the lowest there is may. `barred` never. */
  rank(lot: Lot): number {
    const { kind, tier } = lot;
    if (this.count(kind.car) > 0 || this.isSeparated(lot)) return barred;
    return this.given(kind) * perRule + tier * perTier + (this.rules.inTurn ? this.count(kind.bodyStyle) : 0);
  }

  /** No lot of these ranks lower, whatever is on the page. */
  leastRank(lots: readonly Lot[]): number {
    return lots.reduce((least, { tier }) => Math.min(least, tier), Infinity) * perTier;
  }

  /** Those of the lots that may come next. */
  next(lots: readonly Lot[]): Lot[] {
    let lowest = Infinity;
    let next: Lot[] = [];
    for (const lot of lots) {
      const rank = this.rank(lot);
      if (rank === barred || rank > lowest) continue;
      if (rank < lowest) [lowest, next] = [rank, []];
      next.push(lot);
    }
    return next;
  }

  /** Whether it stands aside for an advertiser that is on the page. */
  isSeparated({ advertiserId, categories }: Pick<Lot, 'advertiserId' | 'categories'>): boolean {
    if (!this.rules.separatesCompetitors || advertiserId === null) return false;
    return categories.some((category) => (this.holders.get(category) ?? advertiserId) !== advertiserId);
  }

  /** How many rules of diversity would be given up for it: 0 to 3. */
  private given({ brand, model, twin }: Kind): number {
    const half = Math.max(1, Math.floor(this.rules.positions / 2));
    if (this.count(twin) > 0) return 3;
    if (this.count(model) >= half) return 2;
    return this.count(brand) >= half ? 1 : 0;
  }

  private count(number: number): number {
    return this.counts[number] ?? 0;
  }
}
