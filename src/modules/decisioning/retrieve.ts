import type { RecentVehicle } from '../../models/decision/viewer-state.js';
import type { EventType } from '../../models/event/event-type.js';
import type { Random } from './chance.js';
import type { Alike } from './neighbours/neighbourhood.js';
import { isSet, modelKey, type Coverage, type Places, type Shelves } from './showroom.js';

/**
 * How much an action says about interest in one car; absent: nothing. Not the models' table of touches, although it looks
 * like it: that one is fixed with the models trained on it, this one may change with what is worth scoring.
 */
const strengths: Partial<Record<EventType, number>> = {
  VEHICLE_VIEWED: 1,
  VEHICLE_COMPARED: 2,
  VEHICLE_CONFIGURED: 3,
  VEHICLE_SAVED: 3,
  PAYMENT_ESTIMATED: 3,
  LEASE_QUOTED: 3,
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
/** The same for one body style, where cars are taken to fill up. */
const longestWalk = 2_000;

/**
 * At most `most` cars out of those still `open`: the ones the viewer touched, those that others came to who looked at the
 * same, others of the viewer's models, of the models of those others and of the viewer's body styles near in price, the newest,
 * and to fill up a bit of every body style from a random point of its shelf.
 */
export function retrieve(
  shelves: Shelves,
  open: Coverage,
  viewer: { recent: readonly RecentVehicle[]; now: number; alike: Alike },
  random: Random,
  most: number,
): number[] {
  const basket = new Basket(shelves, open, most);
  for (const { vehicle } of viewer.recent) basket.add(shelves.placeOf(vehicle.vehicleId ?? ''));
  for (const car of viewer.alike.cars.slice(0, Math.ceil(most * 0.1))) basket.add(shelves.placeOf(car));
  const interest = interestsOf(viewer.recent, viewer.now);
  for (const { key, price } of strongest(interest.models, 6))
    basket.addNear(shelves.byModel.get(key), price, Math.ceil(most * 0.05));
  for (const key of viewer.alike.models)
    if (!interest.models.has(key))
      basket.addNear(shelves.byModel.get(key), interest.price, Math.ceil(most * 0.05));
  for (const { key, price } of strongest(interest.bodyStyles, 3))
    basket.addNear(shelves.byBodyStyle.get(key), price, Math.ceil(most * 0.1));
  basket.addFrom(shelves.newest, 0, Math.ceil(most * 0.1));
  fillUp(basket, [...shelves.byBodyStyle.values()], random);
  return basket.places;
}

/** Two cars of each body style in turn, each shelf walked once round from a random point. */
function fillUp(basket: Basket, shelves: readonly Places[], random: Random): void {
  const walks = shelves.map((shelf) => ({ shelf, start: Math.floor(random() * shelf.length), walked: 0 }));
  let walking = walks;
  while (!basket.full && walking.length > 0) {
    for (const walk of walking)
      walk.walked += basket.addFrom(walk.shelf, walk.start + walk.walked, 2, walk.shelf.length - walk.walked);
    walking = walking.filter(({ shelf, walked }) => walked < Math.min(shelf.length, longestWalk));
  }
}

class Basket {
  readonly places: number[] = [];
  private readonly taken = new Set<number>();
  private readonly ofModel = new Map<number, number>();

  constructor(
    private readonly shelves: Shelves,
    private readonly open: Coverage,
    private readonly most: number,
  ) {}

  get full(): boolean {
    return this.places.length >= this.most;
  }

  add(place: number | undefined): boolean {
    if (place === undefined || this.full || !isSet(this.open, place) || this.taken.has(place)) return false;
    const model = this.shelves.modelOf[place] ?? -1;
    const count = this.ofModel.get(model) ?? 0;
    if (count >= mostOfModel) return false;
    this.ofModel.set(model, count + 1);
    this.taken.add(place);
    this.places.push(place);
    return true;
  }

  /** From a point of the shelf onwards, round its end if need be. Returns how many places it walked. */
  addFrom(shelf: Places, start: number, count: number, most = Math.min(shelf.length, longestLook)): number {
    let added = 0;
    let walked = 0;
    while (walked < most && added < count && !this.full)
      if (this.add(shelf[(start + walked++) % shelf.length])) added++;
    return walked;
  }

  /** Outwards from a price on a shelf ordered by price. */
  addNear(shelf: Places | undefined, price: number, count: number): void {
    if (!shelf) return;
    const { prices } = this.shelves;
    let above = this.firstAtLeast(shelf, price);
    let below = above - 1;
    let added = 0;
    for (let step = 0; step < longestLook && added < count; step++) {
      const upper = shelf[above];
      const lower = shelf[below];
      if (upper === undefined && lower === undefined) return;
      const up = upper === undefined ? Infinity : (prices[upper] ?? 0) - price;
      const down = lower === undefined ? Infinity : price - (prices[lower] ?? 0);
      if (this.add(up <= down ? upper : lower)) added++;
      if (up <= down) above++;
      else below--;
    }
  }

  private firstAtLeast(shelf: Places, price: number): number {
    let low = 0;
    let high = shelf.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.shelves.prices[shelf[middle] ?? -1] ?? 0) < price) low = middle + 1;
      else high = middle;
    }
    return low;
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
  const all = new Map<string, Interest>();
  for (const { type, at, vehicle } of recent) {
    const weight = (strengths[type] ?? 0) * 2 ** (-Math.max(0, now - at) / halfLifeMs);
    if (weight === 0) continue;
    raise(all, '', weight, vehicle.price);
    if (vehicle.model !== undefined) raise(models, modelKey(vehicle), weight, vehicle.price);
    if (vehicle.bodyStyle !== undefined) raise(bodyStyles, vehicle.bodyStyle, weight, vehicle.price);
  }
  return { models, bodyStyles, price: strongest(all, 1)[0]?.price ?? 0 };
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
