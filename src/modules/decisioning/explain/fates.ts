import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { eliminationSteps, type EliminationStep } from '../../../models/decision/elimination.js';
import type { Entrant } from '../auction/entrants.js';
import type { LostStep } from '../auction/lost.js';
import type { OffersAsk } from '../candidates.js';
import type { ChosenOffer } from '../choose.js';
import type { HeldBack } from '../pacing/taking-part.js';
import { fallsAt } from '../selection.js';
import type { Showroom } from '../showrooms.js';

/** What became of a campaign in an auction: it is shown, or it fell out at a step. */
export interface Fate {
  readonly campaign: Pick<LiveCampaign, 'id' | 'name'>;
  /** Null: it is shown. */
  readonly step: EliminationStep | null;
  /** Its positions; none where it is not shown. */
  readonly offers: readonly ChosenOffer[];
  /** Its highest bid for being seen once, in micros; null where it did not take part, or bids nothing. */
  readonly bidPerView: number | null;
  /** In which share of the requests it takes part at the moment: 1 where nothing holds it back. */
  readonly share: number;
  /** ISO 4217, of its bid. */
  readonly currency: string | null;
}

/** What came of an auction, as far as fates depend on it. */
export interface Outcome {
  readonly entrants: readonly Entrant[];
  readonly chosen: readonly ChosenOffer[];
  readonly lost: ReadonlyMap<LiveCampaign, LostStep>;
  /** How campaigns are held back, by their ids; those that are not named are not. */
  readonly held: ReadonlyMap<string, HeldBack>;
}

/** What became of each campaign that is live: those shown by their positions, then those that came furthest. */
export function fatesOf(
  showroom: Showroom,
  { placement, segmentIds, barred }: OffersAsk & Required<Pick<OffersAsk, 'barred'>>,
  { entrants, chosen, lost, held }: Outcome,
): Fate[] {
  const bids = new Map<LiveCampaign, number>();
  for (const { candidate: { campaign }, worth } of entrants)
    if (worth) bids.set(campaign, Math.max(bids.get(campaign) ?? 0, worth.perView));
  const fates = showroom.campaigns.map((campaign): Fate => {
    const offers = chosen.filter((offer) => offer.campaign === campaign);
    const fell = fallsAt(campaign, showroom, placement, segmentIds, barred) ?? lost.get(campaign) ?? 'NOT_DRAWN';
    const step = offers.length > 0 ? null : fell;
    return { campaign, step, offers, bidPerView: bids.get(campaign) ?? null, share: held.get(campaign.id)?.share ?? 1, currency: campaign.terms.currency };
  });
  return fates.sort((a, b) => reached(b) - reached(a));
} // prettier-ignore

/** The greater the further it came. */
function reached({ step, offers }: Fate): number {
  const [first] = offers;
  return step === null ? 1_000 - (first?.position ?? 0) : eliminationSteps.indexOf(step);
}
