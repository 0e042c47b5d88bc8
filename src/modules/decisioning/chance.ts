/** A number from 0 up to, never, 1. */
export type Random = () => number;

/**
 * Chance that can be had again: the same 32-bit seed gives the same numbers (mulberry32). Good enough to explore with,
 * not for secrets. The seed is logged with the decision.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
