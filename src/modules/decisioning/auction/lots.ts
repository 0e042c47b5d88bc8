import type { Priority } from '../../../models/campaign/campaign-terms.js';
import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import { modelKey } from '../showroom.js';
import type { Weighed } from './draw.js';
import type { Entrant } from './entrants.js';

/** A campaign that can be drawn for a car. */
export interface Option extends Weighed {
  readonly entrant: Entrant;
}

/** What cars are told apart by: numbers, equal for what is equal within one auction. */
export interface Kind {
  readonly car: number;
  readonly brand: number;
  readonly model: number;
  /** Of one model, trim and year. */
  readonly twin: number;
  readonly bodyStyle: number;
}

/** A car as one advertiser shows it, with each campaign that does; worth what its best is. */
export interface Lot extends Weighed {
  readonly kind: Kind;
  /** 0 comes before 1, and 1 before 2; see `Priority`. */
  readonly tier: number;
  /** Whose campaigns they are; null: the tenant's own. */
  readonly advertiserId: string | null;
  /** Whom it does not stand beside where competitors are separated. */
  readonly categories: readonly string[];
  readonly options: readonly Option[];
  /** How many bid for it; campaigns of one advertiser are one bidder, those of the tenant's own are one each. */
  readonly bidders: number;
}

const tiers: Record<Priority, number> = { OWN_FIRST: 0, STANDARD: 1, OWN_FILL_UP: 2 };

interface Growing extends Lot {
  readonly options: Option[];
  bidders: number;
  value: number;
  weight: number;
}

/**
 * Gathers entrants to lots: the most worth first, of equals the first that came. A campaign bids once for a car, by the creative that is worth
 * most there; with which of its creatives it is shown is chosen when it has won.
 */
export function lotsOf(
  entrants: readonly Entrant[],
  kinds: Kinds,
  weigh: (value: number) => number,
): readonly Lot[] {
  const ofCars = new Map<VehicleInStock, Growing[]>();
  const all: Growing[] = [];
  let last: { vehicle: VehicleInStock; lots: Growing[] } | undefined;
  for (const entrant of entrants) {
    const { vehicle, campaign } = entrant.candidate;
    // The ways of saying it stand beside each other, so most cars are the one before.
    if (last?.vehicle !== vehicle) {
      const lots = ofCars.get(vehicle) ?? [];
      ofCars.set(vehicle, lots);
      last = { vehicle, lots };
    }
    const { value } = entrant;
    const option = { entrant, value, weight: weigh(value) };
    const { advertiserId, categories } = campaign;
    const tier = tiers[campaign.terms.priority];
    const lot = lotFor(last.lots, advertiserId, tier);
    if (lot) {
      if (!hasBid(lot, entrant.bidder)) lot.bidders++;
      putBest(lot.options, option);
      if (value > lot.value) lot.value = value;
      if (option.weight > lot.weight) lot.weight = option.weight;
      continue;
    }
    const made = { kind: kinds.of(vehicle), tier, advertiserId, categories, options: [option], bidders: 1, value, weight: option.weight }; // prettier-ignore
    last.lots.push(made);
    all.push(made);
  }
  return all.sort(byValue);
}

// Plain loops in these three: they run for every way of saying it, and a function made for each would cost more than the look.

function lotFor(lots: readonly Growing[], advertiserId: string | null, tier: number): Growing | undefined {
  for (const lot of lots) if (lot.advertiserId === advertiserId && lot.tier === tier) return lot;
  return undefined;
}

/** Of a campaign only its best. */
function putBest(options: Option[], option: Option): void {
  const { campaign } = option.entrant.candidate;
  let place = 0;
  while (place < options.length && options[place]?.entrant.candidate.campaign !== campaign) place++;
  if (place === options.length || option.value > (options[place]?.value ?? 0)) options[place] = option;
}

function hasBid({ options }: Growing, bidder: string): boolean {
  for (const { entrant } of options) if (entrant.bidder === bidder) return true;
  return false;
}

/** What is left of the lots without what one bidder offers; as the lots, the most worth first. */
export function rivalsOf(bidder: string, lots: readonly Lot[]): Lot[] {
  const rivals: Lot[] = [];
  let isSorted = true;
  for (const lot of lots) {
    const options = lot.bidders > 1 ? lot.options.filter(({ entrant }) => entrant.bidder !== bidder) : lot.options;
    if (options.length === lot.options.length && (lot.bidders > 1 || options[0]?.entrant.bidder !== bidder)) rivals.push(lot);
    else if (options.length > 0 && lot.bidders > 1) {
      rivals.push({ ...lot, options, value: Math.max(...options.map(({ value }) => value)) });
      isSorted = false;
    }
  }
  return isSorted ? rivals : rivals.sort(byValue);
} // prettier-ignore

function byValue(a: Lot, b: Lot): number {
  return b.value - a.value;
}

const names = new WeakMap<VehicleInStock, readonly [brand: string, model: string, twin: string]>();

/** Numbers the brands, models and so on of the cars of one auction. */
export class Kinds {
  private readonly cars = new Map<VehicleInStock, Kind>();
  private readonly numbers = new Map<string, number>();

  of(vehicle: VehicleInStock): Kind {
    let kind = this.cars.get(vehicle);
    if (!kind) {
      const [brand, model, twin] = namesOf(vehicle);
      kind = {
        car: this.numberOf(vehicle.id),
        brand: this.numberOf(brand),
        model: this.numberOf(model),
        twin: this.numberOf(twin),
        bodyStyle: this.numberOf(vehicle.bodyStyle),
      };
      this.cars.set(vehicle, kind);
    }
    return kind;
  }

  /** How many numbers there are. */
  get size(): number {
    return this.numbers.size;
  }

  private numberOf(name: string): number {
    let number = this.numbers.get(name);
    if (number === undefined) this.numbers.set(name, (number = this.numbers.size));
    return number;
  }
}

/** Cars in memory are the same objects from request to request. */
function namesOf(vehicle: VehicleInStock): readonly [string, string, string] {
  let known = names.get(vehicle);
  if (!known) {
    const model = modelKey(vehicle);
    const twin = `twin ${model}|${vehicle.trim.toLowerCase()}|${vehicle.modelYear}`;
    names.set(vehicle, (known = [`brand ${vehicle.make.toLowerCase()}`, `model ${model}`, twin]));
  }
  return known;
}
