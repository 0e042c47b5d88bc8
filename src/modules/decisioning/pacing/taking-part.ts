import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { hashOf } from '../chance.js';
import type { Pace } from './pace.js';

/** How a campaign is held back at the moment. */
export type HeldBack = Pick<Pace, 'multiplier' | 'share'>;

/** Times which a campaign bids in one request; null where it lets the request go. */
export type Holding = (campaign: Pick<LiveCampaign, 'id'>) => number | null;

/** Nothing holds anybody back. */
export const unheld: Holding = () => 1;

/**
 * How campaigns are held back in one decision. Whether one takes part is drawn once, however often it is asked.
 * @param held by their ids; campaigns that are not named are not held back
 * @param seed of the decision: 32 bits
 */
export function holdingIn(held: ReadonlyMap<string, HeldBack>, seed: number): Holding {
  if (held.size === 0) return unheld;
  const asked = new Map<string, number | null>();
  return ({ id }) => {
    let times = asked.get(id);
    if (times === undefined) {
      const its = held.get(id);
      times = !its ? 1 : takesPart(its, id, seed) ? its.multiplier : null;
      asked.set(id, times);
    }
    return times;
  };
}

/**
 * Whether a campaign takes part in a decision: in its share of them, drawn by a hash of the decision's seed and the campaign, so that the
 * same decision ends the same and campaigns are held back apart from each other.
 * @param seed of the decision: 32 bits
 */
export function takesPart({ share }: Pick<HeldBack, 'share'>, campaignId: string, seed: number): boolean {
  if (share >= 1) return true;
  return share > 0 && hashOf(campaignId, seed) / 2 ** 32 < share;
}
