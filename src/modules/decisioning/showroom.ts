import type { LiveCampaign } from '../../models/campaign/live-campaign.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import { factsOf, type VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';

/** Vehicles as places in `units`. */
export type Places = readonly number[];

/**
 * A tenant's stock laid out for choosing from: every available car once, with the shelves a shopper's interest leads
 * to. Rebuilt only when stock changes.
 */
export interface Shelves {
  readonly units: readonly VehicleInStock[];
  readonly facts: readonly VehicleFacts[];
  readonly placeOf: ReadonlyMap<string, number>;
  /** Price of the car at each place, in major units. */
  readonly prices: Float64Array;
  /** A number for the model of the car at each place; equal for equal `modelKey`s. */
  readonly modelOf: Int32Array;
  /** By `modelKey`, cheapest first. */
  readonly byModel: ReadonlyMap<string, Places>;
  /** Cheapest first. */
  readonly byBodyStyle: ReadonlyMap<string, Places>;
  /** All of them, cheapest first. */
  readonly byPrice: Places;
  /** Newest in stock first. */
  readonly newest: Places;
}

/** Which of the shelves' cars a campaign covers: one bit a car. */
export type Coverage = Uint32Array;

/** Tells models apart whatever their spelling's case: `toyota|rav4`. */
export function modelKey({ make = '', model = '' }: VehicleFacts): string {
  return `${make}|${model}`.toLowerCase();
}

/** Facts of cars in memory, which are the same objects as long as nothing about them changes: so are what models keep of them. */
const knownFacts = new WeakMap<VehicleInStock, VehicleFacts>();

function keptFactsOf(unit: VehicleInStock): VehicleFacts {
  let facts = knownFacts.get(unit);
  if (!facts) knownFacts.set(unit, (facts = factsOf(unit)));
  return facts;
}

/**
 * Lays the cars out. What stood in order before is begun with, as putting a few cars into their places takes a fraction of
 * sorting all.
 */
export function shelve(units: readonly VehicleInStock[], before?: Shelves): Shelves {
  const facts = units.map(keptFactsOf);
  const prices = Float64Array.from(units, ({ price }) => price);
  const seen = Float64Array.from(units, ({ firstSeenAt }) => firstSeenAt);
  const placeOf = new Map(units.map((unit, place) => [unit.id, place]));
  // Of equals the first in stock comes first, so that every process has the same order.
  const cheaper = (a: number, b: number) => (prices[a] ?? 0) - (prices[b] ?? 0) || a - b;
  const byPrice = asBefore(before?.byPrice, before, placeOf).sort(cheaper);
  const newest = asBefore(before?.newest ?? byPrice, before, placeOf).sort(
    (a, b) => (seen[b] ?? 0) - (seen[a] ?? 0) || cheaper(a, b),
  );
  const byModel = new Map<string, number[]>();
  const byBodyStyle = new Map<string, number[]>();
  const modelOf = new Int32Array(units.length);
  const modelNumbers = new Map<string, number>();
  for (const place of byPrice) {
    const fact = facts[place];
    if (!fact) continue;
    const key = modelKey(fact);
    put(byModel, key, place);
    modelOf[place] = modelNumbers.get(key) ?? modelNumbers.size;
    modelNumbers.set(key, modelOf[place] ?? 0);
    put(byBodyStyle, fact.bodyStyle ?? 'OTHER', place);
  }
  return { units, facts, placeOf, prices, modelOf, byModel, byBodyStyle, byPrice, newest };
}

/** Places of the cars in the order they had, where they had one, and those of the others after. */
function asBefore(order: Places | undefined, before: Shelves | undefined, placeOf: ReadonlyMap<string, number>): number[] {
  const ordered: number[] = [];
  const isOrdered = new Uint8Array(placeOf.size);
  for (const was of order ?? []) {
    const place = before ? placeOf.get(before.units[was]?.id ?? '') : was;
    if (place === undefined) continue;
    ordered.push(place);
    isOrdered[place] = 1;
  }
  for (let place = 0; place < isOrdered.length; place++) if (isOrdered[place] === 0) ordered.push(place);
  return ordered;
} // prettier-ignore

/**
 * Tests every car against a scope; cars that were on the shelves before keep their answer, so that one sold car does not
 * cost a test of every other.
 */
export function cover(
  covers: LiveCampaign['covers'],
  shelves: Shelves,
  before?: { coverage: Coverage; origins: Int32Array },
): Coverage {
  const { facts } = shelves;
  const coverage = new Uint32Array(Math.ceil(facts.length / 32));
  // A plain loop: with every change of stock it runs for every scope and car.
  for (let place = 0; place < facts.length; place++) {
    const origin = before ? (before.origins[place] ?? -1) : -1;
    const covered = before && origin >= 0 ? isSet(before.coverage, origin) : covers(facts[place] ?? {});
    if (covered) coverage[place >>> 5] = (coverage[place >>> 5] ?? 0) | (1 << (place & 31));
  }
  return coverage;
}

/** Where each car stood on the shelves before; -1 for those that are new or changed. */
export function originsOn(before: Shelves, shelves: Shelves): Int32Array {
  return Int32Array.from(shelves.units, (unit) => {
    const place = before.placeOf.get(unit.id);
    return place !== undefined && before.units[place] === unit ? place : -1;
  });
}

/** Whether the car at that place is covered. */
export function isSet(coverage: Coverage, place: number): boolean {
  return (((coverage[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

/** How many cars are covered. */
export function countSet(coverage: Coverage): number {
  let count = 0;
  for (let word of coverage) for (; word !== 0; word &= word - 1) count++;
  return count;
}

function put(shelf: Map<string, number[]>, key: string, place: number): void {
  const places = shelf.get(key);
  if (places) places.push(place);
  else shelf.set(key, [place]);
}
