import { creativeAngles } from '../../../src/models/prediction/scores.js';
import type { Life } from '../journey.js';
import type { OffersPage } from '../offers-page.js';
import type { Random } from '../random.js';
import { clickTruth, leadTruth } from '../truth.js';
import type { RealOffer, StockedVehicle } from './shop-window.js';

/** What a shopper does with an offer they were really shown, and what the truth says of it. */
export interface Reaction {
  readonly offer: RealOffer;
  readonly vehicle: StockedVehicle;
  readonly clickProbability: number;
  readonly clicked: boolean;
  readonly lead: boolean;
}

type Stock = ReadonlyMap<string, StockedVehicle>;

/** What becomes of offers that the real engine chose for a page of a life: drawn from the truth. Cars that came meanwhile are nobody's. */
export function reactionsTo(
  offers: readonly RealOffer[],
  page: OffersPage,
  { shopper }: Life,
  stock: Stock,
  random: Random,
): Reaction[] {
  return offers.flatMap((offer): Reaction[] => {
    const vehicle = stock.get(offer.vehicleId);
    if (!vehicle) return [];
    const showing = {
      ...page,
      shopper,
      vehicle,
      angle: offer.angle,
      seenBefore: page.seen.has(offer.vehicleId),
    };
    const clickProbability = clickTruth(showing);
    const clicked = random.chance(clickProbability);
    const lead = clicked && random.chance(leadTruth(showing));
    return [{ offer, vehicle, clickProbability, clicked, lead }];
  });
}

/** The most clicks that as many offers on this page can be expected to bring: the best cars in stock, each said in the best way. */
export function bestFor(count: number, page: OffersPage, { shopper }: Life, stock: Stock): number {
  const best = [...stock.values()].map((vehicle) =>
    Math.max(
      ...creativeAngles.map((angle) =>
        clickTruth({ ...page, shopper, vehicle, angle, seenBefore: page.seen.has(vehicle.vehicleId) }),
      ),
    ),
  );
  return best
    .sort((a, b) => b - a)
    .slice(0, count)
    .reduce((sum, probability) => sum + probability, 0);
}
