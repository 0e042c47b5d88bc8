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
  private readonly factors: Float32Array;
  /** 1 where the factors of a draw are over the model's word, 0 where over the average. */
  private readonly overModel: Uint8Array;

  /** @param creatives how many there are, at least 1 */
  constructor(
    beliefs: Beliefs,
    private readonly creatives: number,
    context: string,
    random: Random,
  ) {
    this.factors = new Float32Array(draws * creatives);
    this.overModel = new Uint8Array(draws);
    for (let draw = 0; draw < draws; draw++) {
      const { over, factors } = beliefs.factors(context, random);
      this.factors.set(factors, draw * creatives);
      this.overModel[draw] = over === 'expected' ? 1 : 0;
    }
  }

  /**
   * Chance of each creative to be the one shown. They add up to 1. Each that may be shown keeps a little, so that any other policy can be
   * estimated from the log.
   * @param rates what the model says of each, in their order; null of one that may not be shown, whose chance is 0. One is not null.
   */
  chances(rates: readonly (number | null)[]): number[] {
    const wins = new Array<number>(this.creatives).fill(0);
    for (let draw = 0; draw < draws; draw++) {
      const best = this.bestOf(draw, rates);
      wins[best] = (wins[best] ?? 0) + 1;
    }
    const open = rates.reduce<number>((count, rate) => count + (rate === null ? 0 : 1), 0);
    const least = leastOfAll / open;
    return wins.map((won, place) => ((rates[place] ?? null) === null ? 0 : least + (1 - leastOfAll) * (won / draws))); // prettier-ignore
  }

  private bestOf(draw: number, rates: readonly (number | null)[]): number {
    const isOverModel = this.overModel[draw] === 1;
    let best = -1;
    let most = -1;
    for (let place = 0; place < this.creatives; place++) {
      const rate = rates[place] ?? null;
      if (rate === null) continue;
      const value = (this.factors[draw * this.creatives + place] ?? 0) * (isOverModel ? rate : 1);
      if (value > most) [best, most] = [place, value];
    }
    return best;
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
