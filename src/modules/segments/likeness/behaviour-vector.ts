import { eventTypes, ownEventTypes, type EventType } from '../../../models/event/event-type.js';
import { bodyStyles, conditions, fuelTypes } from '../../../models/vehicle/vehicle-facts.js';
import { isLooking } from '../is-looking.js';
import type { EventFacts } from '../meaning/deed-fits.js';

const dayMs = 86_400_000;
/** What somebody did counts half after so long … */
const halfLifeMs = 30 * dayMs;
/** … and how lately they did anything at all, half after so long. */
const freshnessMs = 14 * dayMs;
/** What happened longer ago than this says nothing any more: less than one part in 4,000 would be left. */
export const oldestMs = 365 * dayMs;

/** Asking prices are told apart by steps that double, in major units of the tenant's currency. */
const priceSteps = [10_000, 20_000, 40_000, 80_000, 160_000];
const priceBands = [...priceSteps.map((below) => `below ${below}`), `${priceSteps.at(-1) ?? 0} and more`];

const counted = eventTypes.filter((type) => !ownEventTypes.includes(type) && type !== 'OFFER_VIEWED');
const deeds = counted.map((type) => `did ${type}`);
const looks = [
  ...bodyStyles.map((style) => `looks at ${style}`),
  ...fuelTypes.map((fuel) => `looks at ${fuel}`),
  ...conditions.map((condition) => `looks at ${condition}`),
  ...priceBands.map((band) => `looks at ${band}`),
];

/** What each number of a vector is, in words. */
export const dimensions: readonly string[] = [...deeds, ...looks, 'looks', 'events', 'lately'];

const firstLook = deeds.length;
const allLooks = firstLook + looks.length;
const allEvents = allLooks + 1;
const lately = allEvents + 1;
const placeOf = new Map(dimensions.map((name, place) => [name, place]));

/** The dimensions to which an event of a kind adds: the same whenever it happened, and to whom. */
export function dimensionsOf({ type, vehicle }: Pick<EventFacts, 'type' | 'vehicle'>): number[] {
  if (!isCounted(type)) return [];
  const names = [`did ${type}`, 'events'];
  if (vehicle && isLooking(type)) {
    const { bodyStyle, fuelType, condition, price } = vehicle;
    const band = price === undefined ? undefined : priceBands[priceSteps.filter((step) => price >= step).length]; // prettier-ignore
    const seen = [bodyStyle, fuelType, condition, band].flatMap((each) => (each === undefined ? [] : [`looks at ${each}`])); // prettier-ignore
    names.push('looks', ...new Set(seen));
  }
  return names.flatMap((name) => placeOf.get(name) ?? []);
}

/**
 * What somebody does as numbers: how much of each deed, recent ones more; of what they look at, the share that each kind of
 * car has; and how lately they did anything.
 */
export class BehaviourVector {
  /** One number a dimension, 0 to some 10; good until the next `begin`. */
  readonly values = new Float64Array(dimensions.length);
  private newest = -Infinity;

  constructor(private readonly now: number) {}

  begin(): void {
    this.values.fill(0);
    this.newest = -Infinity;
  }

  /** Takes an event; what is later than now, or too old, counts nothing. @param at ms since the epoch */
  add(at: number, places: readonly number[]): void {
    const age = this.now - at;
    if (places.length === 0 || age < 0 || age > oldestMs) return;
    const weight = 2 ** (-age / halfLifeMs);
    for (const place of places) this.values[place] = (this.values[place] ?? 0) + weight;
    if (at > this.newest) this.newest = at;
  }

  /** All was added. */
  end(): void {
    const { values, newest, now } = this;
    const total = values[allLooks] ?? 0;
    for (let place = 0; place < firstLook; place++) values[place] = Math.log1p(values[place] ?? 0);
    // Of one look nobody knows yet what somebody likes.
    for (let place = firstLook; place < allLooks; place++) values[place] = (values[place] ?? 0) / (total + 1);
    values[allLooks] = Math.log1p(total);
    values[allEvents] = Math.log1p(values[allEvents] ?? 0);
    values[lately] = newest === -Infinity ? 0 : 2 ** ((newest - now) / freshnessMs);
  }
}

function isCounted(type: EventType): boolean {
  return placeOf.has(`did ${type}`);
}
