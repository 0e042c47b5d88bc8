import type { Random } from '../chance.js';
import type { Beliefs } from './beliefs.js';

/** Draws that chances are counted from. */
const draws = 200;
/** What is kept for creatives that hardly ever win a draw, all of them together. */
const leastOfAll = 0.02;

/**
 * Draws from what is believed of a campaign's creatives in a context, kept for as long as belief does not change: how often each is best
 * is its chance to be the one shown (Thompson sampling), counted and then drawn from, so that the propensity logged with a
 * choice is exact given the draws. They are of factors, so one table serves whatever the model says of a viewer and a car.
 */
export class DrawTable {
  /** Draw after draw, those over the model's word first. */
  private readonly factors: Float32Array;
  private readonly overModel: number;
  /** How often each is best among all in the draws over the average, where the model's word plays no part. */
  private readonly winsOverAverage: Float64Array;
  /** The model's word as it is asked for, -1 of who may not be shown: one room for all askings. */
  private readonly rates: Float64Array;

  /** @param creatives how many there are, at least 1 */
  constructor(
    beliefs: Beliefs,
    private readonly creatives: number,
    context: string,
    random: Random,
  ) {
    const made = Array.from({ length: draws }, () => beliefs.factors(context, random));
    const [first, second] = [made.filter(({ over }) => over === 'expected'), made.filter(({ over }) => over === 'average')]; // prettier-ignore
    this.factors = new Float32Array([...first, ...second].flatMap(({ factors }) => factors));
    this.overModel = first.length;
    this.rates = new Float64Array(creatives).fill(1);
    this.winsOverAverage = new Float64Array(creatives);
    this.count(this.winsOverAverage, this.overModel, draws);
  }

  /**
   * Chance of each creative to be the one shown. They add up to 1. Each that may be shown keeps a little, so that any other policy can be
   * estimated from the log.
   * @param rates what the model says of each, in their order; null of one that may not be shown, whose chance is 0. One is not null.
   */
  chances(rates: readonly (number | null)[]): number[] {
    let open = 0;
    for (let place = 0; place < this.creatives; place++) {
      const rate = rates[place] ?? null;
      this.rates[place] = rate ?? -1;
      if (rate !== null) open++;
    }
    const wins = new Float64Array(this.creatives);
    this.count(wins, 0, this.overModel);
    if (open === this.creatives)
      for (let place = 0; place < open; place++) wins[place] = (wins[place] ?? 0) + (this.winsOverAverage[place] ?? 0); // prettier-ignore
    else {
      for (let place = 0; place < this.creatives; place++) this.rates[place] = (rates[place] ?? null) === null ? -1 : 1; // prettier-ignore
      this.count(wins, this.overModel, draws);
    }
    const least = leastOfAll / open;
    return rates.map((rate, place) => (rate === null ? 0 : least + (1 - leastOfAll) * ((wins[place] ?? 0) / draws))); // prettier-ignore
  }

  /** Adds to `wins` how often each is best in some of the draws, by its factor times its rate: the first of equals. */
  private count(wins: Float64Array, from: number, to: number): void {
    const { factors, rates, creatives } = this;
    for (let at = from * creatives; at < to * creatives; at += creatives) {
      let best = 0;
      let most = -1;
      for (let place = 0; place < creatives; place++) {
        const rate = rates[place] ?? -1;
        const value = (factors[at + place] ?? 0) * rate;
        if (rate >= 0 && value > most) {
          best = place;
          most = value;
        }
      }
      wins[best] = (wins[best] ?? 0) + 1;
    }
  }
}

/** A place drawn by chances that add up to 1; never one whose chance is 0. */
export function pick(chancesOf: readonly number[], random: Random): number {
  let rest = random();
  let last = 0;
  for (const [place, chance] of chancesOf.entries()) {
    if (chance === 0) continue;
    rest -= chance;
    last = place;
    if (rest < 0) break;
  }
  return last;
}
