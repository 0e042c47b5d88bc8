import type { RecentVehicle } from '../../models/decision/viewer-state.js';
import type { EventType } from '../../models/event/event-type.js';
import type { Random } from './chance.js';
import { isSet, modelKey, type Coverage, type Places, type Shelves } from './showroom.js';

/** How much an action says about interest; absent: nothing. */
const strengths: Partial<Record<EventType, number>> = {
  VEHICLE_VIEWED: 1,
  VEHICLE_COMPARED: 2,
  VEHICLE_CONFIGURED: 3,
  VEHICLE_SAVED: 3,
  PAYMENT_ESTIMATED: 3,
  LEAD_SUBMITTED: 4,
  TEST_DRIVE_BOOKED: 4,
  TEST_DRIVE_TAKEN: 4,
  OFFER_CLICKED: 1,
};
/** Interest halves in a week. */
const halfLifeMs = 7 * 24 * 3_600_000;
/** Most cars of one model that are worth scoring. */
const mostOfModel = 8;
/** How far along a shelf we look for cars that may be shown. */
const longestLook = 300;

/**
 * At most `most` cars out of those still `open`: the ones the viewer touched, others of the same models and body
 * styles near in price, the newest, and to fill up a bit of every body style from a random point of its shelf.
 */
export function retrieve(
  shelves: Shelves,
  open: Coverage,
  viewer: { recent: readonly RecentVehicle[]; now: number },
  random: Random,
  most: number,
): number[] {
  const basket = new Basket(shelves, open, most);
  for (const { vehicle } of viewer.recent) basket.add(shelves.placeOf.get(vehicle.vehicleId ?? ''));
  const interest = interestsOf(viewer.recent, viewer.now);
  for (const { key, price } of strongest(interest.models, 6))
    basket.addNear(shelves.byModel.get(key), price, Math.ceil(most * 0.05));
  for (const { key, price } of strongest(interest.bodyStyles, 3))
    basket.addNear(shelves.byBodyStyle.get(key), price, Math.ceil(most * 0.1));
  basket.addFrom(shelves.newest, 0, Math.ceil(most * 0.1));
  const styles = [...shelves.byBodyStyle.values()];
  const starts = styles.map((shelf) => Math.floor(random() * shelf.length));
  for (let round = 0; round < most && !basket.full; round++) {
    const before = basket.places.length;
    styles.forEach((shelf, index) => basket.addFrom(shelf, (starts[index] ?? 0) + round * 31, 2));
    if (basket.places.length === before && round > 8) break;
  }
  return basket.places;
}

class Basket {
  readonly places: number[] = [];
  private readonly taken = new Set<number>();
  private readonly ofModel = new Map<string, number>();

  constructor(
    private readonly shelves: Shelves,
    private readonly open: Coverage,
    private readonly most: number,
  ) {}

  get full(): boolean {
    return this.places.length >= this.most;
  }

  add(place: number | undefined): boolean {
    if (place === undefined || this.full || this.taken.has(place) || !isSet(this.open, place)) return false;
    const model = modelKey(this.shelves.facts[place] ?? {});
    const count = this.ofModel.get(model) ?? 0;
    if (count >= mostOfModel) return false;
    this.ofModel.set(model, count + 1);
    this.taken.add(place);
    this.places.push(place);
    return true;
  }

  /** From a point of the shelf onwards, round its end if need be. */
  addFrom(shelf: Places, start: number, count: number): void {
    let added = 0;
    const look = Math.min(shelf.length, longestLook);
    for (let step = 0; step < look && added < count; step++)
      if (this.add(shelf[(start + step) % shelf.length])) added++;
  }

  /** Outwards from a price on a shelf ordered by price. */
  addNear(shelf: Places | undefined, price: number, count: number): void {
    if (!shelf) return;
    let above = this.firstAtLeast(shelf, price);
    let below = above - 1;
    let added = 0;
    for (let step = 0; step < longestLook && added < count && (above < shelf.length || below >= 0); step++) {
      const up = above < shelf.length ? this.priceAt(shelf[above]) - price : Infinity;
      const down = below >= 0 ? price - this.priceAt(shelf[below]) : Infinity;
      if (this.add(up <= down ? shelf[above++] : shelf[below--])) added++;
    }
  }

  private firstAtLeast(shelf: Places, price: number): number {
    let low = 0;
    let high = shelf.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.priceAt(shelf[middle]) < price) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private priceAt(place: number | undefined): number {
    return this.shelves.units[place ?? -1]?.price ?? 0;
  }
}

interface Interest {
  weight: number;
  /** Weighted sum of prices, and the weight of those that had one. */
  priceSum: number;
  priceWeight: number;
}

function interestsOf(recent: readonly RecentVehicle[], now: number) {
  const models = new Map<string, Interest>();
  const bodyStyles = new Map<string, Interest>();
  for (const { type, at, vehicle } of recent) {
    const weight = (strengths[type] ?? 0) * 2 ** (-Math.max(0, now - at) / halfLifeMs);
    if (weight === 0) continue;
    if (vehicle.model !== undefined) raise(models, modelKey(vehicle), weight, vehicle.price);
    if (vehicle.bodyStyle !== undefined) raise(bodyStyles, vehicle.bodyStyle, weight, vehicle.price);
  }
  return { models, bodyStyles };
}

function raise(
  interests: Map<string, Interest>,
  key: string,
  weight: number,
  price: number | undefined,
): void {
  const interest = interests.get(key) ?? { weight: 0, priceSum: 0, priceWeight: 0 };
  interest.weight += weight;
  if (price !== undefined) {
    interest.priceSum += weight * price;
    interest.priceWeight += weight;
  }
  interests.set(key, interest);
}

function strongest(
  interests: ReadonlyMap<string, Interest>,
  count: number,
): { key: string; price: number }[] {
  return [...interests]
    .sort(([, a], [, b]) => b.weight - a.weight)
    .slice(0, count)
    .map(([key, { priceSum, priceWeight }]) => ({
      key,
      price: priceWeight > 0 ? priceSum / priceWeight : 0,
    }));
}
