import { hashOf } from '../chance.js';
import type { Pace } from './pace.js';

/** How a campaign is held back at the moment. */
export type HeldBack = Pick<Pace, 'multiplier' | 'share'>;

/** As it is for campaigns that nothing holds back. */
export const unheld: HeldBack = { multiplier: 1, share: 1 };

/**
 * Whether a campaign takes part in a decision: in its share of them, drawn by a hash of the decision's seed and the campaign, so that the
 * same decision ends the same and campaigns are held back apart from each other.
 * @param seed of the decision: 32 bits
 */
export function takesPart({ share }: Pick<HeldBack, 'share'>, campaignId: string, seed: number): boolean {
  if (share >= 1) return true;
  return share > 0 && hashOf(campaignId, seed) / 2 ** 32 < share;
}
