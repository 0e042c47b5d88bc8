import type { LiveCampaign, LiveCreative } from '../../../src/models/campaign/live-campaign.js';
import type { Billing } from '../../../src/models/decision/billing.js';
import type { OutcomeType } from '../../../src/models/decision/decision-outcome.entity.js';
import type { VehicleInStock } from '../../../src/models/vehicle/vehicle-in-stock.js';
import type { Outcome } from '../../../src/modules/decisioning/decisions.repository.js';
import type { Foretold } from '../../../src/modules/decisioning/tracking-token.js';
import { OffersSeen } from '../../simulator/fatigue.js';
import { offersAPage } from '../../simulator/offers-page.js';
import { Random } from '../../simulator/random.js';
import type { Market } from './market.js';
import type { Purse } from './purse.js';
import type { Town, Visit } from './town.js';
import { outlookOf, valueOf } from './worth.js';

const minuteMs = 60_000;
/** When what became of an offer is known to whoever learns from it and charges it, after it was shown. */
const knownAfterMs: Record<OutcomeType, number> = {
  OFFER_VIEWED: 2 * minuteMs,
  OFFER_CLICKED: 5 * minuteMs,
  LEAD_SUBMITTED: 45 * minuteMs,
};
export const tenantId = 'bench';

/** An offer a policy shows. */
export interface Shown {
  readonly vehicle: VehicleInStock;
  readonly campaign: LiveCampaign;
  readonly creative: LiveCreative;
  readonly billing: Billing | null;
  readonly foretold: Foretold | null;
}

/** Who fills pages. It sees what a request would bring, and hears what became of its own offers. */
export interface Policy {
  /** @param tired what the shopper was offered before by this policy; for those alone who know the truth */
  page(visit: Visit, tired: OffersSeen): Promise<readonly Shown[]>;
  hear(outcomes: readonly Outcome[]): void;
}

/**
 * What a policy brought a thousand places for offers on pages. Money in micros. Value, clicks and leads are those the truth expects of what was
 * shown, so no luck of the draw is in them.
 */
export interface Brought {
  /** Bid value of the true outcomes; see `valueOf`. */
  readonly value: number;
  readonly clicks: number;
  readonly leads: number;
  /** What campaigns were charged for what was drawn. */
  readonly paid: number;
  /** Share of the places that were filled. */
  readonly filled: number;
  /** Views of each campaign, in all. */
  readonly views: ReadonlyMap<LiveCampaign, number>;
  /** Campaigns charged more than a budget. */
  readonly over: number;
}

/** Plays the visits of a town under a policy. What is drawn for a place of a page is the same for every policy (common random numbers). */
export async function play({ plan, visits }: Town, market: Market, purse: Purse, policy: Policy): Promise<Brought> {
  const seen = new Map<number, OffersSeen>();
  const sums = { value: 0, clicks: 0, leads: 0, shown: 0 };
  const views = new Map<LiveCampaign, number>();
  let waiting: { at: number; outcome: Outcome }[] = [];
  const hear = (until: number) => {
    const told = waiting.filter(({ at }) => at <= until).map(({ outcome }) => outcome);
    if (told.length === 0) return;
    waiting = waiting.filter(({ at }) => at > until);
    purse.charge(told);
    policy.hear(told);
  };
  for (const visit of visits) {
    hear(visit.page.at);
    const tired = seen.get(visit.index) ?? new OffersSeen();
    seen.set(visit.index, tired);
    const shown = await policy.page(visit, tired);
    const random = Random.of(plan.seed ^ 0x5bd1e995, visit.place);
    for (const [slot, offer] of shown.entries()) {
      const [clickDraw, leadDraw] = [random.uniform(), random.uniform()];
      const { vehicle, campaign, creative } = offer;
      const car = market.cars.get(vehicle.id);
      if (!car) continue;
      const weariness = tired.weariness(vehicle.id, visit.page.at);
      const outlook = outlookOf(visit, car, creative, market.craft.get(creative.id) ?? 0, weariness);
      sums.value += valueOf(campaign, outlook);
      sums.clicks += outlook.click;
      sums.leads += outlook.lead;
      sums.shown++;
      views.set(campaign, (views.get(campaign) ?? 0) + 1);
      const types: OutcomeType[] = ['OFFER_VIEWED'];
      if (clickDraw < outlook.click) types.push('OFFER_CLICKED');
      if (clickDraw < outlook.click && leadDraw < outlook.lead / outlook.click) types.push('LEAD_SUBMITTED');
      for (const type of types)
        waiting.push({ at: visit.page.at + knownAfterMs[type], outcome: outcomeOf(offer, visit, slot, type) });
    }
    for (const { vehicle } of shown) tired.show(vehicle.id, visit.page.at);
  }
  hear(Infinity);
  const places = visits.length * offersAPage;
  const perThousand = (sum: number) => (1_000 * sum) / places;
  return {
    value: perThousand(sums.value),
    clicks: perThousand(sums.clicks),
    leads: perThousand(sums.leads),
    paid: perThousand(purse.paid),
    filled: sums.shown / places,
    views,
    over: purse.over,
  };
} // prettier-ignore

function outcomeOf({ vehicle, campaign, creative, billing, foretold }: Shown, { place, page }: Visit, slot: number, type: OutcomeType): Outcome {
  const ids = { tenantId, decisionId: decisionId(place), position: slot + 1, vehicleId: vehicle.id, campaignId: campaign.id, creativeId: creative.id };
  return { ...ids, placement: page.placement, propensity: 1, decidedAt: page.at, billing, foretold, type, occurredAt: page.at, profileId: null };
} // prettier-ignore

/** Names the decision of a visit. */
export function decisionId(place: number): string {
  return `visit ${place}`;
}
