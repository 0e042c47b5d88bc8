import { z } from 'zod';
import { bucketOf } from './landscape.js';

/** What was seen of a campaign in some seconds, as sums. Money in micros, as it was expected when the offers were made. */
const seenSchema = z.object({
  /** Requests in which it had something to offer. */
  chances: z.number(),
  /** Those of them in which it took part, and in which it was shown. */
  parts: z.number(),
  times: z.number(),
  /** What its offers cost, and the outcomes they bring of the kind that its ceiling is for. */
  cost: z.number(),
  outcomes: z.number(),
  /** What its chances took: bucket of the threshold (see `Landscape`), cost, outcomes. Absent: told by an older program. */
  at: z.array(z.tuple([z.number(), z.number(), z.number()])).optional(),
});
export type Seen = z.infer<typeof seenSchema>;

/** What one process saw of a tenant's requests in some seconds: counts, of a size that does not grow with traffic. */
export const gatheredSchema = z.object({
  /** Requests at all placements. */
  requests: z.number(),
  /** By campaign. */
  seen: z.record(z.string(), seenSchema),
});
export type Gathered = z.infer<typeof gatheredSchema>;

/** What an offer is expected to cost and to bring, and the least multiplier of the campaign's bid that wins it. */
export interface Expected {
  readonly campaignId: string;
  readonly cost: number;
  readonly outcomes: number;
  readonly threshold: number;
}

/** Adds up what is seen of one campaign. */
interface Growing {
  chances: number;
  parts: number;
  times: number;
  cost: number;
  outcomes: number;
  readonly at: Map<number, { cost: number; outcomes: number }>;
}

/** Adds up what a process sees of one tenant. */
export class Gathering {
  private requests = 0;
  private readonly seen = new Map<string, Growing>();

  request(): void {
    this.requests++;
  }

  /**
   * One request that found something to choose from.
   * @param parts campaigns that had something to offer, and whether they took part
   * @param offers what was shown of them
   * @param missed what would have been, at a higher multiplier
   */
  answered(parts: Iterable<readonly [string, boolean]>, offers: readonly Expected[], missed: readonly Expected[]): void {
    for (const [campaignId, tookPart] of parts) {
      const seen = this.seen.get(campaignId) ?? { chances: 0, parts: 0, times: 0, cost: 0, outcomes: 0, at: new Map() };
      this.seen.set(campaignId, seen);
      seen.chances++;
      if (!tookPart) continue;
      seen.parts++;
      const its = offers.filter((offer) => offer.campaignId === campaignId);
      if (its.length > 0) seen.times++;
      for (const { cost, outcomes } of its) {
        seen.cost += cost;
        seen.outcomes += outcomes;
      }
      for (const each of [...its, ...missed.filter((offer) => offer.campaignId === campaignId)]) note(seen, each);
    }
  } // prettier-ignore

  /** All of it. */
  get whole(): Gathered {
    const seen: Record<string, Seen> = {};
    for (const [campaignId, { at, ...sums }] of this.seen)
      seen[campaignId] = {
        ...sums,
        at: [...at].map(([bucket, { cost, outcomes }]) => [bucket, cost, outcomes]),
      };
    return { requests: this.requests, seen };
  }
}

function note({ at }: Growing, { cost, outcomes, threshold }: Expected): void {
  const bucket = bucketOf(threshold);
  const sum = at.get(bucket) ?? { cost: 0, outcomes: 0 };
  at.set(bucket, sum);
  sum.cost += cost;
  sum.outcomes += outcomes;
}
