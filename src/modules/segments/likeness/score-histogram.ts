import type { HistogramData } from '../../../models/segment/likeness.js';

/** Scores are told apart in so many steps … */
const steps = 4_096;
/** … from so many standard deviations below everybody's mean to so many above. */
const lowest = -4;
const highest = 28;

/** How well a seed's held-out part is found again among those who were not in it. */
export interface Quality {
  /** How many of the held-out are among the best of that size, 0 to 1. */
  readonly found: number;
  /** How many times more than among as many who are drawn by chance. */
  readonly lift: number;
  /** How often one of the held-out scores higher than somebody else, 0 to 1; by chance 0.5. */
  readonly auc: number;
  readonly heldOut: number;
}

/** The step in which a score lies; whoever is off the scale is at its end. */
export function stepOf(score: number): number {
  const step = Math.floor(((score - lowest) / (highest - lowest)) * steps);
  return Math.min(steps - 1, Math.max(0, step));
}

/** Where scores lie: those of people who may be found, and of the part of the seed that was held out. Parts add up. */
export class ScoreHistogram {
  private readonly others = new Uint32Array(steps);
  private readonly heldOut = new Uint32Array(steps);

  static from(data: HistogramData): ScoreHistogram {
    const histogram = new ScoreHistogram();
    for (const [step, others, heldOut] of data) {
      histogram.others[step] = others;
      histogram.heldOut[step] = heldOut;
    }
    return histogram;
  }

  add(score: number, isHeldOut: boolean): void {
    const counts = isHeldOut ? this.heldOut : this.others;
    const step = stepOf(score);
    counts[step] = (counts[step] ?? 0) + 1;
  }

  addAll(other: ScoreHistogram): void {
    for (let step = 0; step < steps; step++) {
      this.others[step] = (this.others[step] ?? 0) + (other.others[step] ?? 0);
      this.heldOut[step] = (this.heldOut[step] ?? 0) + (other.heldOut[step] ?? 0);
    }
  }

  /** The highest step at or above which at least so many of the others are; 0 when there are fewer. */
  stepFor(size: number): number {
    let above = 0;
    for (let step = steps - 1; step > 0; step--) if ((above += this.others[step] ?? 0) >= size) return step;
    return 0;
  }

  /**
   * How well the held-out are found among the best `size` of them and the others together. People of one step are taken to
   * be in no order.
   */
  quality(size: number): Quality {
    const all = sum(this.others) + sum(this.heldOut);
    const heldOut = sum(this.heldOut);
    let left = size;
    let found = 0;
    let pairs = 0;
    let othersBelow = sum(this.others);
    for (let step = steps - 1; step >= 0; step--) {
      const theirs = this.heldOut[step] ?? 0;
      const others = this.others[step] ?? 0;
      const share = Math.min(1, left / Math.max(1, theirs + others));
      found += theirs * share;
      left -= (theirs + others) * share;
      othersBelow -= others;
      pairs += theirs * (othersBelow + others / 2);
    }
    const nobody = Math.max(1, heldOut);
    const byChance = Math.min(1, size / Math.max(1, all));
    return {
      found: found / nobody,
      lift: byChance === 0 ? 0 : found / nobody / byChance,
      auc: heldOut === 0 || heldOut === all ? 0.5 : pairs / (heldOut * (all - heldOut)),
      heldOut,
    };
  }

  toData(): HistogramData {
    const data: HistogramData = [];
    for (let step = 0; step < steps; step++) {
      const [others, heldOut] = [this.others[step] ?? 0, this.heldOut[step] ?? 0];
      if (others + heldOut > 0) data.push([step, others, heldOut]);
    }
    return data;
  }
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}
