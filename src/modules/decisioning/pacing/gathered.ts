import { z } from 'zod';

/** What was won of a campaign in some seconds, as sums. Money in micros, as it was expected when the offers were made. */
const wonSchema = z.object({
  /** Requests in which it was shown. */
  times: z.number(),
  /** How many it would have been without being held back. */
  weight: z.number(),
  /** What all of them cost, and what they would have cost without being held back. */
  cost: z.number(),
  weightedCost: z.number(),
  /** The same of outcomes of the kind that its ceiling is for. */
  outcomes: z.number(),
  weightedOutcomes: z.number(),
});
export type Won = z.infer<typeof wonSchema>;

/** What one process saw of a tenant's requests in some seconds: counts in buckets, of a size that does not grow with traffic. */
export const gatheredSchema = z.object({
  /** Requests by placement. */
  requests: z.record(z.string(), z.number()),
  /** Whether campaigns were held back as their paces say, so that what was won tells what it takes. */
  isPaced: z.boolean(),
  /** By campaign. */
  won: z.record(z.string(), wonSchema),
});
export type Gathered = z.infer<typeof gatheredSchema>;

/** What an offer is expected to cost and to bring. */
export interface Expected {
  readonly campaignId: string;
  readonly cost: number;
  readonly outcomes: number;
}

/** Adds up what a process sees of one tenant. */
export class Gathering {
  private readonly requests = new Map<string, number>();
  private readonly won = new Map<string, Won>();

  constructor(private readonly isPaced: boolean) {}

  /** Whether it may go on with requests that are, or are not, held back by paces. */
  fits(isPaced: boolean): boolean {
    return this.isPaced === isPaced;
  }

  request(placement: string): void {
    this.requests.set(placement, (this.requests.get(placement) ?? 0) + 1);
  }

  /** One request's offers. @param shareOf in how many of the requests a campaign takes part */
  offers(offers: readonly Expected[], shareOf: (campaignId: string) => number): void {
    const seen = new Set<string>();
    for (const { campaignId, cost, outcomes } of offers) {
      const share = shareOf(campaignId);
      if (share <= 0) continue;
      const before = this.won.get(campaignId) ?? { times: 0, weight: 0, cost: 0, weightedCost: 0, outcomes: 0, weightedOutcomes: 0 }; // prettier-ignore
      const isFirst = !seen.has(campaignId);
      seen.add(campaignId);
      this.won.set(campaignId, {
        times: before.times + (isFirst ? 1 : 0),
        weight: before.weight + (isFirst ? 1 / share : 0),
        cost: before.cost + cost,
        weightedCost: before.weightedCost + cost / share,
        outcomes: before.outcomes + outcomes,
        weightedOutcomes: before.weightedOutcomes + outcomes / share,
      });
    }
  }

  /** All of it. */
  get whole(): Gathered {
    return {
      requests: Object.fromEntries(this.requests),
      isPaced: this.isPaced,
      won: Object.fromEntries(this.won),
    };
  }
}
