import type { TrackParams } from '@segment/analytics-node';
import type { EventType } from '../../../src/models/event/event-type.js';
import type { HistoryEvent } from '../../../src/models/profile/profile-history.js';
import type { Life } from '../journey.js';
import type { OffersPage } from '../offers-page.js';
import type { StockedVehicle } from './shop-window.js';

/** One thing a shopper does, at its time: an event to send, or a page on which they meet offers. */
export interface Deed {
  readonly at: number;
  readonly shopper: number;
  readonly event?: HistoryEvent;
  readonly page?: OffersPage;
}

/** What a shop's own tracking calls it. What shoppers do with offers follows from the offers they really get. */
const names: Partial<Record<EventType, string>> = {
  VEHICLE_VIEWED: 'Product Viewed',
  VEHICLE_SAVED: 'Vehicle Favorited',
  VEHICLE_CONFIGURED: 'Product Configured',
  VEHICLE_COMPARED: 'Product Compared',
  PAYMENT_ESTIMATED: 'Payment Calculated',
  SHOWROOM_VISITED: 'Showroom Check-in',
  TEST_DRIVE_BOOKED: 'Test Drive Scheduled',
  TEST_DRIVE_TAKEN: 'Test Drive Attended',
  LEAD_SUBMITTED: 'Lead Created',
  ORDER_PLACED: 'Order Completed',
};

/** All that these shoppers do before `until`, in order of time. */
export function deedsOf(lives: readonly Life[], until: number): Deed[] {
  const deeds = lives.flatMap(({ history, pages }, shopper): Deed[] => [
    ...history.events.flatMap((event) =>
      event.type === 'OFFER_VIEWED' || event.type === 'OFFER_CLICKED' ? [] : { at: event.at, shopper, event },
    ),
    ...pages.map((page) => ({ at: page.at, shopper, page })),
  ]);
  return deeds.filter(({ at }) => at < until).sort((a, b) => a.at - b.at);
}

/** The browser of a shopper. */
export function deviceOf(seed: number, shopper: number): string {
  return `simulated-${seed}-${shopper}`;
}

/** What the shop's tracking sends of an event, under a message id that is the same each time it is simulated. */
export function trackingOf(
  seed: number,
  { shopper, at, event }: Deed,
  stock: ReadonlyMap<string, StockedVehicle>,
): TrackParams | null {
  const name = event && names[event.type];
  if (!event || name === undefined) return null;
  const car = stock.get(event.vehicle?.vehicleId ?? '');
  const order = { order_id: `${deviceOf(seed, shopper)}-order`, total: car?.price ?? 0 };
  return {
    anonymousId: deviceOf(seed, shopper),
    event: name,
    messageId: `${deviceOf(seed, shopper)}-${event.seq}-${at}`,
    timestamp: new Date(at),
    properties: { ...(car ? { sku: car.stockNumber } : {}), ...(event.type === 'ORDER_PLACED' ? order : {}) },
  };
}
