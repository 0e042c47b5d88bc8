import { houseTerms, type Bid, type CampaignTerms } from '../../src/models/campaign/campaign-terms.js';
import type { LiveCampaign } from '../../src/models/campaign/live-campaign.js';
import { factsOf, type VehicleInStock } from '../../src/models/vehicle/vehicle-in-stock.js';
import {
  enter,
  type Entrant,
  type Occasion,
  type ScoredCandidate,
} from '../../src/modules/decisioning/auction/entrants.js';
import { unheld } from '../../src/modules/decisioning/pacing/taking-part.js';
import { carInStock, idOf, liveCampaign, liveCreative } from './showroom.js';

/** A campaign of an advertiser of its own name that bids; say only what matters to the test. */
export function bidderCampaign(name: string, bid: Bid | null, terms: Partial<CampaignTerms> = {}, facts: Partial<LiveCampaign> = {}): LiveCampaign {
  return liveCampaign(name, { advertiserId: idOf(`${name} Ltd`), terms: { ...houseTerms, bid, ...terms }, ...facts });
} // prettier-ignore

/** A bid for a thousand impressions, in micros for one. */
export function perView(micros: number): Bid {
  return { kind: 'PER_THOUSAND', amount: micros * 1_000 };
}

/** The campaign showing the car, with what the model expects of it. */
export function showing(campaign: LiveCampaign, vehicle: VehicleInStock, click = 0.05, lead = 0.01): ScoredCandidate {
  const creative = campaign.creatives[0] ?? liveCreative('A');
  return { candidate: { vehicle, facts: factsOf(vehicle), campaign, creative }, score: { click, lead } };
} // prettier-ignore

/** A car of a make and model of its own, new in stock. */
export function lonelyCar(name: string, facts: Partial<VehicleInStock> = {}): VehicleInStock {
  return carInStock(name, { make: `Make ${name}`, model: `Model ${name}`, ...facts });
}

/** All of them in an auction at which nobody is held back. */
export function entered(scored: readonly ScoredCandidate[], occasion: Partial<Occasion> = {}): Entrant[] {
  return enter(scored, {
    floorMicros: 0,
    now: 0,
    holding: unheld,
    letGo: new Set(),
    boostsAgeing: true,
    nearlySpent: new Map(),
    ...occasion,
  }).entrants;
}
