import { isLooking } from '../../../models/decision/is-looking.js';
import type { EventFacts } from '../meaning/deed-fits.js';
import {
  allEvents,
  allLooks,
  dimensions,
  firstLook,
  lately,
  placeOfDeed,
  placesOfCar,
} from './dimensions.js';

const dayMs = 86_400_000;
/** What somebody did counts half after so long … */
const halfLifeMs = 30 * dayMs;
/** … and how lately they did anything at all, half after so long. */
const freshnessMs = 14 * dayMs;
/** What happened longer ago than this says nothing any more: less than one part in 4,000 would be left. */
export const oldestMs = 365 * dayMs;

/** The dimensions to which an event of a kind adds: the same whenever it happened, and to whom. */
export function dimensionsOf({ type, vehicle }: Pick<EventFacts, 'type' | 'vehicle'>): number[] {
  const place = placeOfDeed(type);
  if (place === undefined) return [];
  return [place, allEvents, ...(vehicle && isLooking(type) ? [allLooks, ...placesOfCar(vehicle)] : [])];
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
