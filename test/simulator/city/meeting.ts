import { creativeAngles, type CreativeAngle } from '../../../src/models/prediction/scores.js';
import type { OffersSeen } from '../fatigue.js';
import type { OffersPage } from '../offers-page.js';
import type { Random } from '../random.js';
import type { Shopper } from '../shopper.js';
import { clickTruth, leadTruth, type Showing } from '../truth.js';
import type { RealOffer, StockedVehicle } from './shop-window.js';

/** What a shopper does with an offer they were really shown, and what the truth says of it. */
export interface Reaction {
  readonly offer: RealOffer;
  readonly vehicle: StockedVehicle;
  readonly clickProbability: number;
  readonly clicked: boolean;
  readonly lead: boolean;
}

/** A page of a life, before any offer is shown on it. */
export interface Meeting {
  readonly page: OffersPage;
  readonly shopper: Shopper;
  /** What they were really shown before. */
  readonly offersSeen: OffersSeen;
  readonly stock: ReadonlyMap<string, StockedVehicle>;
}

/** What becomes of offers that the real engine chose for a page of a life: drawn from the truth. Cars that came meanwhile are nobody's. */
export function reactionsTo(offers: readonly RealOffer[], meeting: Meeting, random: Random): Reaction[] {
  return offers.flatMap((offer): Reaction[] => {
    const vehicle = meeting.stock.get(offer.vehicleId);
    if (!vehicle) return [];
    const showing = showingOf(meeting, vehicle, offer.angle);
    const clickProbability = clickTruth(showing);
    const clicked = random.chance(clickProbability);
    const lead = clicked && random.chance(leadTruth(showing));
    return [{ offer, vehicle, clickProbability, clicked, lead }];
  });
}

/** The most clicks that as many offers on this page can be expected to bring: the best cars in stock, each said in the best way. */
export function bestFor(count: number, meeting: Meeting): number {
  const best = [...meeting.stock.values()].map((vehicle) =>
    Math.max(...creativeAngles.map((angle) => clickTruth(showingOf(meeting, vehicle, angle)))),
  );
  return best
    .sort((a, b) => b - a)
    .slice(0, count)
    .reduce((sum, probability) => sum + probability, 0);
}

function showingOf(
  { page, shopper, offersSeen }: Meeting,
  vehicle: StockedVehicle,
  angle: CreativeAngle,
): Showing {
  const { stage, placement, at, seen } = page;
  const { vehicleId } = vehicle;
  return {
    ...{ shopper, stage, placement, at, vehicle, angle },
    seenBefore: seen.has(vehicleId),
    weariness: offersSeen.weariness(vehicleId, at),
  };
}
