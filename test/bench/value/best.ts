import type { LiveCampaign, LiveCreative } from '../../../src/models/campaign/live-campaign.js';
import { creativeAngles } from '../../../src/models/prediction/scores.js';
import type { VehicleInStock } from '../../../src/models/vehicle/vehicle-in-stock.js';
import { isSet } from '../../../src/modules/decisioning/showroom.js';
import type { OffersSeen } from '../../simulator/fatigue.js';
import type { SimulatedVehicle } from '../../simulator/market.js';
import { offersAPage } from '../../simulator/offers-page.js';
import { clickTruth, leadTruth } from '../../simulator/truth.js';
import type { Market } from './market.js';
import type { Visit } from './town.js';
import { crafted, showingOf, valueOf } from './worth.js';

/** The best there is of a car at a visit. */
export interface Best {
  readonly vehicle: VehicleInStock;
  readonly campaign: LiveCampaign;
  readonly creative: LiveCreative;
  /** What it is worth by the truth less what a view of its campaign is worth elsewhere, micros. */
  readonly net: number;
}

/** What a view of each campaign is worth elsewhere, micros: the dual price of its budget. Infinity: it may not be shown. */
export type DualPrices = ReadonlyMap<LiveCampaign, number>;

/** A campaign's offer for a car: numbers in the order of campaigns, then of cars. */
interface Place {
  readonly car: number;
  readonly campaign: number;
  readonly net: number;
}

/** What the truth is worth: by car and campaign, row by row of cars; -1 where the campaign does not show the car. */
export type Worths = Float32Array;

/** Who knows the truth: shoppers' tastes, and how each creative is made. */
export class Oracle {
  private readonly cars: readonly { readonly vehicle: VehicleInStock; readonly car: SimulatedVehicle }[];
  /** By car and campaign, as `Worths`. */
  private readonly covered: Uint8Array;

  constructor(private readonly market: Market) {
    const { shelves, coverages } = market.showroom;
    this.cars = shelves.units.flatMap((vehicle) => {
      const car = market.cars.get(vehicle.id);
      return car ? [{ vehicle, car }] : [];
    });
    const covers = market.campaigns.map((campaign) => coverages.get(campaign) ?? new Uint32Array());
    this.covered = Uint8Array.from(shelves.units.flatMap((_, place) => covers.map((coverage) => (isSet(coverage, place) ? 1 : 0)))); // prettier-ignore
  }

  /** @param tired absent: nobody tires of anything */
  worths(visit: Visit, tired?: OffersSeen): Worths {
    const { campaigns } = this.market;
    const worths = new Float32Array(this.covered.length).fill(-1);
    for (const [place, { car }] of this.cars.entries()) {
      const weariness = tired?.weariness(car.vehicleId, visit.page.at) ?? 0;
      const said = saidOf(visit, car, weariness);
      for (let n = 0; n < campaigns.length; n++) {
        const at = place * campaigns.length + n;
        const campaign = campaigns[n];
        if (campaign && this.covered[at] === 1) worths[at] = this.bestWay(campaign, said).value;
      }
    }
    return worths;
  }

  /** The best offer of each car at a visit, the best first; of those that are worth their price, as many as stand on a page. */
  best(visit: Visit, prices: DualPrices, tired?: OffersSeen): Best[] {
    const { campaigns } = this.market;
    const page = bestOf(this.worths(visit, tired), pricesOf(campaigns, prices));
    return page.flatMap(({ car: place, campaign: n, net }) => {
      const [one, campaign] = [this.cars[place], campaigns[n]];
      if (!one || !campaign) return [];
      const weariness = tired?.weariness(one.car.vehicleId, visit.page.at) ?? 0;
      const { creative } = this.bestWay(campaign, saidOf(visit, one.car, weariness));
      return creative ? [{ vehicle: one.vehicle, campaign, creative, net }] : [];
    });
  }

  private bestWay(campaign: LiveCampaign, said: Said): { creative: LiveCreative | null; value: number } {
    let best: { creative: LiveCreative | null; value: number } = { creative: null, value: -1 };
    for (const creative of campaign.creatives) {
      const { click = 0, after = 0 } = said.get(creative.angle) ?? {};
      const clicked = crafted(click, Math.exp(this.market.craft.get(creative.id) ?? 0));
      const value = valueOf(campaign, { click: clicked, lead: clicked * after });
      if (value > best.value) best = { creative, value };
    }
    return best;
  }
}

/** By angle: the true P(click) before craft, and P(lead) after a click. */
type Said = ReadonlyMap<LiveCreative['angle'], { readonly click: number; readonly after: number }>;

function saidOf(visit: Visit, car: SimulatedVehicle, weariness: number): Said {
  return new Map(
    creativeAngles.map((angle) => {
      const showing = showingOf(visit, car, angle, weariness);
      return [angle, { click: clickTruth(showing), after: leadTruth(showing) }];
    }),
  );
}

/** Prices in the order of campaigns. */
export function pricesOf(campaigns: readonly LiveCampaign[], prices: DualPrices): Float64Array {
  return Float64Array.from(campaigns, (campaign) => prices.get(campaign) ?? 0);
}

/** The best offer of each car by worth less price, the best first; of those above nothing, as many as stand on a page. */
export function bestOf(worths: Worths, prices: Float64Array): Place[] {
  const page: Place[] = [];
  const count = prices.length;
  for (let car = 0; car * count < worths.length; car++) {
    let [net, campaign] = [0, -1];
    for (let n = 0; n < count; n++) {
      const its = (worths[car * count + n] ?? -1) - (prices[n] ?? 0);
      if (its > net) [net, campaign] = [its, n];
    }
    if (campaign >= 0 && (page.length < offersAPage || net > (page.at(-1)?.net ?? 0))) putInto(page, { car, campaign, net }); // prettier-ignore
  }
  return page;
}

function putInto(page: Place[], best: Place): void {
  let place = page.length;
  while (place > 0 && (page[place - 1]?.net ?? 0) < best.net) place--;
  page.splice(place, 0, best);
  if (page.length > offersAPage) page.pop();
}
