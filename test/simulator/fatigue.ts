const dayMs = 86_400_000;
/** Offers seen longer ago tire nobody. */
const rememberedMs = 14 * dayMs;

interface Seen {
  readonly vehicleId: string;
  readonly at: number;
}

/** The offers somebody was shown in the last fourteen days, and how tired they are of them. */
export class OffersSeen {
  private seen: Seen[] = [];

  /** An offer of this car was shown at `at` (ms), not before any other that is remembered. */
  show(vehicleId: string, at: number): void {
    if (at - (this.seen[0]?.at ?? at) > rememberedMs)
      this.seen = this.seen.filter((offer) => at - offer.at <= rememberedMs);
    this.seen.push({ vehicleId, at });
  }

  /**
   * Log-odds of a click that an offer of this car loses at `at` (ms): 0.4 for each time it was offered lately, up to three,
   * and 0.012 for each offer of any car, up to fifty.
   */
  weariness(vehicleId: string, at: number): number {
    let [same, any] = [0, 0];
    for (const offer of this.seen) {
      if (at - offer.at > rememberedMs) continue;
      any += 1;
      if (offer.vehicleId === vehicleId) same += 1;
    }
    return 0.4 * Math.min(same, 3) + 0.012 * Math.min(any, 50);
  }
}
