import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import type { OfferScore } from '../../../models/prediction/scores.js';
import { neededFor } from '../auction/charge.js';
import type { Entered, Entrant } from '../auction/entrants.js';
import type { Asked } from '../choose.js';
import type { BilledOffer } from '../limits/holding.js';
import type { Expected } from './gathered.js';
import { Places } from './places.js';
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
 * Of campaigns that are held back: what the best of theirs that is not shown would have cost at a higher bid, one that reaches the floor
 * and, where the page is full, gets a place on it that none of theirs has: a first offer, or a further one. Nothing of those whom more than
 * a bid keeps off it, and nothing of an exclusive page that is somebody's, which is won as a whole. An offer of the same advertiser counts as
 * beaten like any other, though it would not be charged for.
 */
export function missedBy(
  { entrants, short }: Pick<Entered, 'entrants' | 'short'>,
  chosen: readonly BilledOffer[],
  asked: Asked,
  paces: Paces,
): Expected[] {
  if (paces.size === 0) return [];
  const isFull = chosen.length >= asked.count;
  if (asked.exclusive && chosen.length > 0) return [];
  const best = bestOf(isFull ? [...entrants, ...short] : short, chosen, paces);
  if (best.size === 0) return [];
  const places = isFull ? new Places(entrants, chosen, asked) : null;
  return [...best].flatMap(([campaign, entrant]) => {
    const { perView: held = 0, most = 0, probability = 0 } = entrant.worth ?? {};
    const toBeat = places ? places.toBeat(entrant) : 0;
    if (toBeat === null) return [];
    const needed = neededFor(entrant, toBeat);
    const threshold = (needed * multiplierOf(campaign, paces)) / held;
    if (needed <= held || needed > most * probability || !(threshold <= 1)) return [];
    return [{ campaignId: campaign.id, cost: needed, outcomes: outcomesOf(campaign, entrant.score), threshold }]; // prettier-ignore
  });
}

/** The best that is not shown of each campaign that is held back and bids less for it. */
function bestOf(
  entrants: readonly Entrant[],
  chosen: readonly BilledOffer[],
  paces: Paces,
): Map<LiveCampaign, Entrant> {
  const best = new Map<LiveCampaign, Entrant>();
  const shown = new Map(chosen.map(({ vehicle, campaign }) => [vehicle, campaign]));
  for (const entrant of entrants) {
    const { campaign, vehicle } = entrant.candidate;
    if (entrant.worth === null || multiplierOf(campaign, paces) >= 1 || shown.get(vehicle) === campaign)
      continue;
    if (entrant.value > (best.get(campaign)?.value ?? 0)) best.set(campaign, entrant);
  }
  return best;
}

/** Outcomes of the kind that its ceiling is for: clicks where it names one for these alone, else leads. */
function outcomesOf({ terms: { bid } }: LiveCampaign, score: OfferScore): number {
  return bid?.kind === 'BUDGET_BEST' && bid.mostPerLead === null ? score.click : score.lead;
}

function multiplierOf({ id }: LiveCampaign, paces: Paces): number {
  return paces.get(id)?.multiplier ?? 1;
}
