/** Offers kept of a tenant and day: a figure of more would not be surer of anything that matters. */
export const mostADay = 2_000;
const ranks = 2 ** 32;

/**
 * Where a decision stands in a lottery: 0 to 2³² - 1, by the last digits of its id, which are chance (a UUID of version 7). The same in
 * every process, so that those with the lowest ranks are a fair sample of a day, whoever answered.
 */
export function rankOf(decisionId: string): number {
  return Number.parseInt(decisionId.slice(-8), 16);
}

/**
 * Which decisions of one tenant may still be among the lowest of their day. What one process lets go stands behind so many others
 * that it would not be; so no process has to know of another.
 */
export class Lottery {
  private day = '';
  private below = ranks;
  private taken = 0;

  /** Whether to keep a decision of this day (`2026-11-22`). */
  takes(day: string, rank: number): boolean {
    if (day !== this.day) {
      this.day = day;
      this.below = ranks;
      this.taken = 0;
    }
    if (rank >= this.below) return false;
    // Of twice as many as are wanted the lower half surely holds those; half of them, give or take, are taken already.
    if (++this.taken >= 4 * mostADay) {
      this.below /= 2;
      this.taken = this.taken / 2;
    }
    return true;
  }
}
