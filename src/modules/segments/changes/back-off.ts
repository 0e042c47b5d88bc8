/** Tries before a delivery is given up: with the pauses between them, about a day. */
export const mostTries = 20;

const firstMs = 1_000;
const longestMs = 4 * 3_600_000;

/**
 * Pause after so many tries that failed: a second, doubling to four hours, give or take a fifth, so that receivers that were
 * down together are not asked together.
 */
export function pauseMs(tries: number, chance: number): number {
  return Math.round(Math.min(longestMs, firstMs * 2 ** (tries - 1)) * (0.8 + 0.4 * chance));
}
