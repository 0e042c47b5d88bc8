import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import type { OfferScore } from '../../../models/prediction/scores.js';
import { neededFor } from '../auction/charge.js';
import type { Entered, Entrant } from '../auction/entrants.js';
import type { BilledOffer } from '../limits/holding.js';
import type { Expected } from './gathered.js';
import type { HeldBack } from './taking-part.js';

/** How campaigns are held back, by their ids. */
type Paces = ReadonlyMap<string, HeldBack>;

/** Of offers that are shown: what they are held at, what they bring, and the least multiplier with which they would have been sold so. */
export function expectedOf(chosen: readonly BilledOffer[], paces: Paces): Expected[] {
  return chosen.map(({ campaign, score, billed, auction }) => {
    const whole = (auction?.bidPerView ?? 0) / multiplierOf(campaign, paces);
    const threshold = auction && whole > 0 ? Math.min(1, auction.duePerView / whole) : 1;
    return { campaignId: campaign.id, cost: billed?.heldMicros ?? 0, outcomes: outcomesOf(campaign, score), threshold }; // prettier-ignore
  });
}

/**
 * Of campaigns that are held back and not shown: what the best they had would have cost at a higher bid of theirs, one that reaches the
 * floor and, where the page is full, beats the least of what is shown. Nothing of those whom more than a bid keeps off it; what rules of
 * the page would have made of the rest is not looked at.
 */
export function missedBy(
  { entrants, short }: Pick<Entered, 'entrants' | 'short'>,
  chosen: readonly BilledOffer[],
  count: number,
  paces: Paces,
): Expected[] {
  if (paces.size === 0) return [];
  const isFull = chosen.length >= count;
  const best = bestOf(isFull ? [...entrants, ...short] : short, paces);
  for (const { campaign } of chosen) best.delete(campaign);
  if (best.size === 0) return [];
  const least = isFull ? leastShown(entrants, chosen) : 0;
  return [...best].flatMap(([campaign, entrant]) => {
    const held = entrant.worth?.perView ?? 0;
    const needed = neededFor(entrant, least);
    const threshold = (needed * multiplierOf(campaign, paces)) / held;
    if (needed <= held || !(threshold <= 1)) return [];
    return [{ campaignId: campaign.id, cost: needed, outcomes: outcomesOf(campaign, entrant.score), threshold }]; // prettier-ignore
  });
}

/** The best of each campaign that is held back and bids less for it. */
function bestOf(entrants: readonly Entrant[], paces: Paces): Map<LiveCampaign, Entrant> {
  const best = new Map<LiveCampaign, Entrant>();
  for (const entrant of entrants) {
    const { campaign } = entrant.candidate;
    if (entrant.worth === null || multiplierOf(campaign, paces) >= 1) continue;
    if (entrant.value > (best.get(campaign)?.value ?? 0)) best.set(campaign, entrant);
  }
  return best;
}

/** What the offer that is worth least on the page is worth, as the auction ranks them. */
function leastShown(entrants: readonly Entrant[], chosen: readonly BilledOffer[]): number {
  const worth = new Map(chosen.map(({ vehicle }) => [vehicle, 0]));
  const campaigns = new Map(chosen.map(({ vehicle, campaign }) => [vehicle, campaign]));
  for (const { candidate: { vehicle, campaign }, value } of entrants)
    if (campaigns.get(vehicle) === campaign) worth.set(vehicle, Math.max(worth.get(vehicle) ?? 0, value));
  return Math.min(...worth.values());
} // prettier-ignore

/** Outcomes of the kind that its ceiling is for: clicks where it names one for these alone, else leads. */
function outcomesOf({ terms: { bid } }: LiveCampaign, score: OfferScore): number {
  return bid?.kind === 'BUDGET_BEST' && bid.mostPerLead === null ? score.click : score.lead;
}

function multiplierOf({ id }: LiveCampaign, paces: Paces): number {
  return paces.get(id)?.multiplier ?? 1;
}
