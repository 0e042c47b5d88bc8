import type { LiveCampaign } from '../../models/campaign/live-campaign.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import { factsOf, type VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { restacked, type Move } from './restacked.js';

/** Vehicles as places in `units`. */
export type Places = readonly number[];

/** A tenant's cars, in any state, each at a place of its own for as long as the stock is held. */
export interface Stock {
  readonly units: readonly VehicleInStock[];
  readonly placeOf: (id: string) => number | undefined;
}

/** One bit a car, by place. What lies behind its end is not set. */
export type Coverage = Uint32Array;

/**
 * A tenant's stock laid out for choosing from: every car on offer once, with the shelves a shopper's interest leads to. Never
 * altered: a change of stock makes new ones of those before, by which whoever chooses from these is not disturbed.
 */
export interface Shelves {
  /** By place; those not `offered` are there as they were last. */
  readonly units: readonly VehicleInStock[];
  readonly facts: readonly VehicleFacts[];
  /** Where a car stands that may be offered. */
  readonly offered: Coverage;
  /** How many those are. */
  readonly count: number;
  /** Where a car on offer stands. */
  readonly placeOf: (id: string) => number | undefined;
  /** Price of the car at each place, in major units. */
  readonly prices: Float64Array;
  /** A number for the model of the car at each place; equal for equal `modelKey`s. */
  readonly modelOf: Int32Array;
  /** By `modelKey`: one each. Later shelves of the same stock add theirs and change none. */
  readonly modelNumbers: Map<string, number>;
  /** By `modelKey`, cheapest first. */
  readonly byModel: ReadonlyMap<string, Places>;
  /** By name; cheapest first. */
  readonly byBodyStyle: ReadonlyMap<string, Places>;
  /** Newest in stock first. */
  readonly newest: Places;
}

const bare: Shelves = {
  units: [],
  facts: [],
  offered: new Uint32Array(),
  count: 0,
  placeOf: () => undefined,
  prices: new Float64Array(),
  modelOf: new Int32Array(),
  modelNumbers: new Map(),
  byModel: new Map(),
  byBodyStyle: new Map(),
  newest: [],
};

/** Tells models apart whatever their spelling's case: `toyota|rav4`. */
export function modelKey({ make = '', model = '' }: VehicleFacts): string {
  return `${make}|${model}`.toLowerCase();
}

/**
 * Lays the cars out. Beside shelves of the same stock only cars that changed since are moved: of a hundred thousand, one that is sold
 * costs some ten milliseconds, all anew half a second.
 */
export function shelve(stock: Stock, before: Shelves = bare): Shelves {
  const units = stock.units.slice();
  const changed = changedPlaces(before, { units });
  const facts = before.facts.slice();
  const [prices, modelOf] = [new Float64Array(units.length), new Int32Array(units.length)];
  prices.set(before.prices);
  modelOf.set(before.modelOf);
  const offered = new Uint32Array(Math.ceil(units.length / 32));
  offered.set(before.offered);
  const modelNumbers = before === bare ? new Map<string, number>() : before.modelNumbers;
  for (const place of changed) {
    const unit = units[place];
    if (!unit) continue;
    const fact = (facts[place] = factsOf(unit));
    prices[place] = unit.price;
    modelOf[place] = numberOf(modelNumbers, modelKey(fact));
    setBit(offered, place, unit.state === 'AVAILABLE');
  }
  const placeOf = (id: string) => {
    const place = stock.placeOf(id);
    return place !== undefined && isSet(offered, place) ? place : undefined;
  };
  const laidOut = { units, facts, offered, count: countSet(offered), placeOf, prices, modelOf, modelNumbers };
  return { ...laidOut, ...stacked(before, laidOut, changed) };
}

type Stacks = Pick<Shelves, 'byModel' | 'byBodyStyle' | 'newest'>;

/** The shelves themselves, each with who left it and who came to it. */
function stacked(before: Shelves, now: Omit<Shelves, keyof Stacks>, changed: Places): Stacks {
  const { prices, units } = now;
  const byPrice = (a: number, b: number) => (prices[a] ?? 0) - (prices[b] ?? 0) || a - b;
  const byAge = (a: number, b: number) => firstSeenAt(units, b) - firstSeenAt(units, a) || byPrice(a, b);
  const gone = changed.filter((place) => isSet(before.offered, place));
  const come = changed.filter((place) => isSet(now.offered, place));
  const moves = (keyOf: (facts: VehicleFacts) => string): Move[] => [
    ...gone.map((place) => ({ place, key: keyOf(before.facts[place] ?? {}), comes: false })),
    ...come.map((place) => ({ place, key: keyOf(now.facts[place] ?? {}), comes: true })),
  ];
  const newest = restacked(new Map([['', before.newest]]), moves(() => ''), byAge); // prettier-ignore
  const byBodyStyle = restacked(before.byBodyStyle, moves(({ bodyStyle }) => bodyStyle ?? 'OTHER'), byPrice); // prettier-ignore
  return {
    byModel: restacked(before.byModel, moves(modelKey), byPrice),
    // Ordered, so that who fills up from them finds them alike whatever came first.
    byBodyStyle: new Map([...byBodyStyle].sort(([one], [other]) => (one < other ? -1 : 1))),
    newest: newest.get('') ?? [],
  };
}

/** Where cars stand that are new or not as they were. */
export function changedPlaces(before: Pick<Shelves, 'units'>, { units }: Pick<Shelves, 'units'>): number[] {
  const changed: number[] = [];
  for (let place = 0; place < units.length; place++)
    if (before.units[place] !== units[place]) changed.push(place);
  return changed;
}

/**
 * Tests cars against the campaign's scope: those that changed, or all of them. Of cars not on offer it says nothing.
 * @param before what it covered before these changed
 */
export function cover(
  campaign: LiveCampaign,
  { facts, offered }: Pick<Shelves, 'facts' | 'offered'>,
  before?: { readonly coverage: Coverage; readonly changed: Places },
): Coverage {
  let coverage = before?.coverage ?? new Uint32Array(offered.length);
  const count = before ? before.changed.length : facts.length;
  for (let n = 0; n < count; n++) {
    const place = before ? (before.changed[n] ?? 0) : n;
    if (!isSet(offered, place)) continue;
    const covers = campaign.covers(facts[place] ?? {});
    if (covers === isSet(coverage, place)) continue;
    // Most cars that change are covered as before, and most campaigns cover none of them.
    if (coverage === before?.coverage) coverage = grown(coverage, offered.length);
    setBit(coverage, place, covers);
  }
  return coverage;
}

function grown(coverage: Coverage, words: number): Coverage {
  const room = new Uint32Array(Math.max(words, coverage.length));
  room.set(coverage);
  return room;
}

/** Whether the car at that place is covered. */
export function isSet(coverage: Coverage, place: number): boolean {
  return (((coverage[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

function setBit(coverage: Coverage, place: number, on: boolean): void {
  const word = coverage[place >>> 5] ?? 0;
  coverage[place >>> 5] = on ? word | (1 << (place & 31)) : word & ~(1 << (place & 31));
}

/** How many cars are covered. */
export function countSet(coverage: Coverage): number {
  let count = 0;
  for (let word of coverage) for (; word !== 0; word &= word - 1) count++;
  return count;
}

/** Whether any car is in both. */
export function meets(one: Coverage, other: Coverage): boolean {
  return one.some((word, at) => (word & (other[at] ?? 0)) !== 0);
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const number = numbers.get(key) ?? numbers.size;
  numbers.set(key, number);
  return number;
}

function firstSeenAt(units: readonly VehicleInStock[], place: number): number {
  return units[place]?.firstSeenAt ?? 0;
}
