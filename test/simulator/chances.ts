import { Random } from './random.js';

/** Where the draws of one life come from. */
export interface Chances {
  /** Who they are, and what they do on the day begun last. */
  readonly life: Random;
  /** Day `day` of the journey begins. */
  beginDay(day: number): void;
  /** What page `place` of the life shows, and what becomes of it. */
  page(place: number): Random;
  /** Whether and when they buy. */
  sale(): Random;
}

/** One stream for everything, as the plain world has it: whatever is left out moves all that comes after. */
export function chancesTogether(seed: number, index: number): Chances {
  const life = Random.of(seed, index);
  return { life, beginDay: () => undefined, page: () => life, sale: () => life };
}

/**
 * A stream for each purpose (common random numbers): the same shopper, on the same day, before the same page, draws the same,
 * whatever happened before. Two lives under different policies then differ by what the policies do, and not by chance.
 */
export function chancesApart(seed: number, index: number): Chances {
  const life = Random.of(seed, index);
  const apart = (purpose: number, place: number) =>
    Random.of(Math.imul(seed ^ purpose, 0x2c1b3c6d) + Math.imul(place + 1, 0x297a2d39), index);
  return {
    life,
    beginDay: (day) => {
      life.continueAs(apart(1, day));
    },
    page: (place) => apart(2, place),
    sale: () => apart(3, 0),
  };
}
