import type { LiveCampaign, LiveCreative } from '../../../src/models/campaign/live-campaign.js';
import type { OfferScore } from '../../../src/models/prediction/scores.js';
import type { VehicleInStock } from '../../../src/models/vehicle/vehicle-in-stock.js';
import { limitsOf } from '../../../src/modules/decisioning/limits/campaign-limits.js';
import { askFor, billedOf } from '../../../src/modules/decisioning/limits/holding.js';
import type { Price } from '../../../src/modules/decisioning/limits/price.js';
import { offersAPage } from '../../simulator/offers-page.js';
import { floorPerView, type Market } from './market.js';
import { decisionId, type Shown } from './play.js';
import type { Purse } from './purse.js';
import type { Visit } from './town.js';

/** What a rival would show. */
export interface Wish {
  readonly vehicle: VehicleInStock;
  readonly campaign: LiveCampaign;
  readonly creative: LiveCreative;
  /** What it expects, for what is held of the budget. */
  readonly score: OfferScore;
}

/** What a campaign pays where nobody prices it by what it beat: its bid, for the very outcome it bids for. */
export function itsBid({ terms: { bid } }: LiveCampaign): Price {
  switch (bid?.kind) {
    case 'PER_CLICK':
      return { on: 'OFFER_CLICKED', micros: bid.amount };
    case 'PER_LEAD':
      return { on: 'LEAD_SUBMITTED', micros: bid.amount };
    case 'BUDGET_BEST':
      return { on: 'LEAD_SUBMITTED', micros: bid.mostPerLead ?? 0 };
    case 'PER_THOUSAND':
    case undefined:
      return { on: 'OFFER_VIEWED', micros: Math.floor((bid?.amount ?? 0) / 1_000) };
  }
}

/** The least anybody pays: the floor of the placement, by the view. */
export function theFloor(): Price {
  return { on: 'OFFER_VIEWED', micros: floorPerView };
}

/** Fills a page with the first wishes that budgets allow, no car twice. */
export function sell(
  visit: Visit,
  { campaigns }: Market,
  purse: Purse,
  wishes: Iterable<Wish>,
  priceOf: (campaign: LiveCampaign) => Price = itsBid,
): Shown[] {
  const shown: Shown[] = [];
  const cars = new Set<VehicleInStock>();
  const limits = limitsOf(campaigns);
  for (const { vehicle, campaign, creative, score } of wishes) {
    if (shown.length === offersAPage) break;
    if (cars.has(vehicle)) continue;
    const making = { decisionId: decisionId(visit.place), now: visit.page.at, hold: shown.length };
    const its = limits.get(campaign);
    const billed = billedOf({ campaign, score, price: priceOf(campaign) }, its, making);
    if (its && billed) {
      const asks = [askFor({ campaign, creative }, its, billed, making)];
      const [refused] = purse.reserveNow({ now: making.now, viewer: [], asks });
      if (refused !== null) continue;
    }
    cars.add(vehicle);
    shown.push({ vehicle, campaign, creative, billing: billed, foretold: null });
  }
  return shown;
}
