import type { LiveCampaign, LiveCreative } from '../../../src/models/campaign/live-campaign.js';
import type { SimulatedVehicle } from '../../simulator/market.js';
import { clickTruth, leadTruth, type Showing } from '../../simulator/truth.js';
import type { Visit } from './town.js';

/** The true probabilities of what becomes of an offer once it is seen. */
export interface Outlook {
  readonly click: number;
  /** Of a lead, a click before it included. */
  readonly lead: number;
}

/**
 * What a true outlook is worth to the campaign, in micros a view: what it bids for that which is then to be expected. Where it asks for its
 * budget to be spent best, its ceiling for a lead is what a lead is worth to it.
 */
export function valueOf({ terms: { bid } }: Pick<LiveCampaign, 'terms'>, { click, lead }: Outlook): number {
  switch (bid?.kind) {
    case undefined:
      return 0;
    case 'PER_THOUSAND':
      return bid.amount / 1_000;
    case 'PER_CLICK':
      return bid.amount * click;
    case 'PER_LEAD':
      return bid.amount * lead;
    case 'BUDGET_BEST':
      return (bid.mostPerLead ?? 0) * lead + (bid.mostPerClick ?? 0) * click;
  }
}

/** The simulator's truth of a car said in a way at a visit. Craft is the creative's own part of the log-odds of a click. */
export function outlookOf(
  visit: Visit,
  vehicle: SimulatedVehicle,
  { angle }: Pick<LiveCreative, 'angle'>,
  craft: number,
  weariness: number,
): Outlook {
  const showing = showingOf(visit, vehicle, angle, weariness);
  const click = crafted(clickTruth(showing), Math.exp(craft));
  return { click, lead: click * leadTruth(showing) };
}

/** A probability whose odds are multiplied. */
export function crafted(probability: number, times: number): number {
  const odds = (probability / (1 - probability)) * times;
  return odds / (1 + odds);
}

/** What the truth is asked. */
export function showingOf(
  { shopper, page: { stage, placement, at, seen } }: Visit,
  vehicle: SimulatedVehicle,
  angle: LiveCreative['angle'],
  weariness: number,
): Showing {
  return {
    ...{ shopper, stage, placement, at, vehicle, angle, weariness },
    seenBefore: seen.has(vehicle.vehicleId),
  };
}
