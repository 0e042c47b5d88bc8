import type { Random } from '../chance.js';

/** Draws that chances are counted from. */
const draws = 200;

/**
 * Chance of each creative to be the one shown: how often it is best in draws from what is believed (Thompson sampling), counted
 * once and then drawn from, so that the propensity logged with a choice is exact. Each keeps a little chance, so that any
 * other policy can be estimated from the log.
 * @param creatives how many there are, at least 1
 * @param drawValues a fresh draw of what each is worth
 */
export function chances(creatives: number, drawValues: () => readonly number[]): number[] {
  const least = 0.02 / creatives;
  const wins = new Array<number>(creatives).fill(0);
  for (let draw = 0; draw < draws; draw++) {
    const values = drawValues();
    let best = 0;
    for (let place = 1; place < creatives; place++)
      if ((values[place] ?? 0) > (values[best] ?? 0)) best = place;
    wins[best] = (wins[best] ?? 0) + 1;
  }
  return wins.map((won) => least + (1 - least * creatives) * (won / draws));
}

/** A place drawn by chances that add up to 1. */
export function pick(chancesOf: readonly number[], random: Random): number {
  let rest = random();
  for (const [place, chance] of chancesOf.entries()) {
    rest -= chance;
    if (rest < 0) return place;
  }
  return chancesOf.length - 1;
}
