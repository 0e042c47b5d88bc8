/** Buckets an octave: a bucket's bounds lie 4.4 % apart. */
const perOctave = 16;
/** Multipliers from 2^-14 to 2^4: budgets over five orders of magnitude meet the same traffic. */
const lowestOctave = -14;
const highestOctave = 4;
const buckets = (highestOctave - lowestOctave) * perOctave;

/** What one chance to be shown would have taken, and given. */
export interface Chance {
  /** The least multiplier of the bid that wins it: what the best rival or the floor asks, over what the bid is worth unmultiplied. */
  readonly threshold: number;
  /** Cost when won, in any unit of money: expected, where it is charged for an outcome. */
  readonly price: number;
  /** Outcomes it would bring, as expected: clicks, leads. */
  readonly outcomes: number;
}

/** What a multiplier would buy per chance, on average. */
export interface Bought {
  readonly cost: number;
  readonly outcomes: number;
}

/**
 * What it took lately to win each chance to be shown, whether it was won or not: an auction of our own tells it all. Kept in
 * buckets of the threshold on a scale of logarithms, so it is of one size for a dealer's twenty chances a day and for a
 * million, and any budget can be read off it. What is old is let fade.
 */
export class Landscape {
  private readonly cost = new Float64Array(buckets);
  private readonly outcomes = new Float64Array(buckets);
  /** Chances noted, faded alike. */
  private seen = 0;

  /** Chances it rests on. */
  get chances(): number {
    return this.seen;
  }

  /** Notes what a chance took; `weight` such chances where only some are looked at. */
  note({ threshold, price, outcomes }: Chance, weight = 1): void {
    this.seen += weight;
    const bucket = bucketOf(threshold);
    if (bucket >= buckets) return; // nothing we could bid wins it
    this.cost[bucket] = (this.cost[bucket] ?? 0) + price * weight;
    this.outcomes[bucket] = (this.outcomes[bucket] ?? 0) + outcomes * weight;
  }

  /** The same as sums: how many chances there were, and what was seen of some of them, by the bucket of their threshold. */
  take(chances: number, seen: readonly SeenAt[]): void {
    this.seen += chances;
    for (const [bucket, cost, outcomes] of seen) {
      if (bucket >= buckets) continue;
      this.cost[bucket] = (this.cost[bucket] ?? 0) + cost;
      this.outcomes[bucket] = (this.outcomes[bucket] ?? 0) + outcomes;
    }
  }

  /** What it knows, to be kept; `buckets` holds number, cost and outcomes of those that have either. */
  get state(): LandscapeState {
    const kept: SeenAt[] = [];
    for (const [bucket, cost] of this.cost.entries()) {
      const outcomes = this.outcomes[bucket] ?? 0;
      if (cost > 0 || outcomes > 0) kept.push([bucket, cost, outcomes]);
    }
    return { seen: this.seen, buckets: kept };
  }

  /** Takes up what `state` told before. */
  restore({ seen, buckets: kept }: LandscapeState): void {
    this.seen = seen;
    for (const [bucket, cost, outcomes] of kept)
      [this.cost[bucket], this.outcomes[bucket]] = [cost, outcomes];
  }

  /** What was noted so far counts this much, from 0 to 1, of what it did. */
  fade(kept: number): void {
    this.seen *= kept;
    for (let bucket = 0; bucket < buckets; bucket++) {
      this.cost[bucket] = (this.cost[bucket] ?? 0) * kept;
      this.outcomes[bucket] = (this.outcomes[bucket] ?? 0) * kept;
    }
  }

  /** What a multiplier buys per chance. */
  at(multiplier: number): Bought {
    const top = Math.min(buckets - 1, bucketOf(multiplier));
    let [cost, outcomes] = [0, 0];
    for (let bucket = 0; bucket <= top; bucket++) {
      cost += this.cost[bucket] ?? 0;
      outcomes += this.outcomes[bucket] ?? 0;
    }
    return this.perChance(cost, outcomes);
  }

  /**
   * The highest multiplier up to `most` whose purchases, bucket by bucket from the cheapest, all fit; and what comes next,
   * where something does: the first bucket that fits no more.
   * @param fits of cost and outcomes per chance; must not come true again once it was false
   */
  highest(most: number, fits: (cost: number, outcomes: number) => boolean): Highest {
    const top = Math.min(buckets - 1, bucketOf(most));
    let [cost, outcomes] = [0, 0];
    for (let bucket = 0; bucket <= top; bucket++) {
      const more = this.cost[bucket] ?? 0;
      const moreOutcomes = this.outcomes[bucket] ?? 0;
      if (more === 0) {
        outcomes += moreOutcomes;
        continue;
      }
      if (!fits((cost + more) / this.seen, (outcomes + moreOutcomes) / this.seen)) {
        const below = this.perChance(cost, outcomes);
        const above = this.perChance(cost + more, outcomes + moreOutcomes);
        return {
          multiplier: upper(bucket - 1),
          next: { multiplier: Math.min(most, upper(bucket)), below, above },
        };
      }
      cost += more;
      outcomes += moreOutcomes;
    }
    return { multiplier: most, next: null };
  }

  private perChance(cost: number, outcomes: number): Bought {
    return this.seen > 0
      ? { cost: cost / this.seen, outcomes: outcomes / this.seen }
      : { cost: 0, outcomes: 0 };
  }
}

/** What a landscape knows. */
export interface LandscapeState {
  readonly seen: number;
  readonly buckets: readonly SeenAt[];
}

/** A bucket with the cost and the outcomes of what was seen at its thresholds. */
export type SeenAt = readonly [bucket: number, cost: number, outcomes: number];

/** How far a multiplier may go. */
export interface Highest {
  readonly multiplier: number;
  readonly next: Step | null;
}

/** Where purchases pass a bound: what is bought below a bucket and with it. */
export interface Step {
  /** The bucket's upper bound: wins all of it. */
  readonly multiplier: number;
  readonly below: Bought;
  readonly above: Bought;
}

/** Where a multiplier falls: 0 is the lowest; what no bid could win falls behind the last. */
export function bucketOf(multiplier: number): number {
  if (!(multiplier > 0)) return 0;
  return Math.max(0, Math.ceil((Math.log2(multiplier) - lowestOctave) * perOctave - 1e-9) - 1);
}

/** Wins all chances of the bucket and of those before it. */
function upper(bucket: number): number {
  return 2 ** ((bucket + 1) / perOctave + lowestOctave);
}
