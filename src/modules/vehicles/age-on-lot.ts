const dayMs = 24 * 3_600_000;

/**
 * Whole days a car stands on the lot: since the day its feed says, else since it first came to us.
 * @param inStockSince a day, `2026-11-02`
 * @param firstSeenAt and `now` in milliseconds since the epoch
 */
export function daysInStock(inStockSince: string | null, firstSeenAt: number, now: number): number {
  const since = inStockSince === null ? firstSeenAt : Date.parse(`${inStockSince}T00:00:00Z`);
  return Math.max(0, Math.floor(now / dayMs) - Math.floor(since / dayMs));
}
