import type { Json } from '../../../models/event/event-envelope.js';
import { saysNothing } from '../../../models/event/vocabulary/values.js';
import {
  bodyStyles,
  conditions,
  fuelTypes,
  type VehicleFacts,
} from '../../../models/vehicle/vehicle-facts.js';
import { readAmount } from '../../../models/written-number.js';
import type { Said } from './said.js';

/** What an event says of a car: texts that may name one in our stock, and facts of its own. */
export interface VehicleMention {
  /** Best first. */
  readonly names: readonly string[];
  readonly facts: VehicleFacts | null;
}

/** No car at all. */
export const noVehicle: VehicleMention = { names: [], facts: null };

/** Properties that may name a car, best first, by their plain names. */
const naming = ['vehicleid', 'stocknumber', 'stockno', 'itemnumber', 'vin', 'itemid', 'productid', 'sku'];

/** Properties that state a fact, best first. Other vocabularies' words: Segment's products, GA4's and ASC's items, Meta's. */
const stating = {
  make: ['make', 'itemmake', 'vehiclemake', 'brand', 'itembrand'],
  model: ['model', 'itemmodel', 'vehiclemodel'],
  trim: ['trim', 'variant', 'itemvariant'],
  modelYear: ['modelyear', 'year', 'itemyear', 'vehicleyear'],
  bodyStyle: ['bodystyle', 'bodytype', 'itemtype', 'category', 'itemcategory'],
  fuelType: ['fueltype', 'fuel', 'itemfueltype'],
  condition: ['condition', 'stateofvehicle', 'itemcondition'],
  price: ['price', 'itemprice'],
  mileageKm: ['mileagekm', 'odometerkm'],
} as const satisfies Partial<Record<keyof VehicleFacts, readonly string[]>>;

/** What can be said of a car, under our names. */
export const carFields: readonly string[] = ['vehicleId', 'stockNumber', 'vin', ...Object.keys(stating)];

/** Everyday words for the closed sets. */
const words: readonly (readonly [RegExp, string])[] = [
  [/^(crossover|sport utility.*|4x4|offroader)$/, 'suv'],
  [/^(saloon|limousine)$/, 'sedan'],
  [/^(wagon|station wagon|estate car|touring|avant)$/, 'estate'],
  [/^(hatch)$/, 'hatchback'],
  [/^(pickup truck|pick up|truck|pick-up)$/, 'pickup'],
  [/^(minivan|mpv|people carrier)$/, 'van'],
  [/^(cabriolet|roadster|cabrio)$/, 'convertible'],
  [/^(gasoline|gas|regular|premium|benzin)$/, 'petrol'],
  [/^(ev|bev|electricity|battery electric)$/, 'electric'],
  [/^(phev|plug-?in|plug[- ]in hybrid|plugin hybrid)$/, 'plugin_hybrid'],
  [/^(hev|mhev|mild hybrid|full hybrid|self-charging hybrid)$/, 'hybrid'],
  [/^(cpo|certified pre-?owned|certified used|approved used)$/, 'certified'],
  [/^(pre-?owned|second hand)$/, 'used'],
];

/** Reads what an event says of a car. */
export function vehicleIn(said: Said): VehicleMention {
  const names = naming.flatMap((key) => text(said.get(key)) ?? []);
  const facts = factsIn(said);
  // A price or a condition alone says nothing of which car.
  const isTelling = facts.make ?? facts.model ?? facts.bodyStyle ?? facts.fuelType;
  return { names: [...new Set(names)], facts: isTelling === undefined ? null : facts };
}

function factsIn(said: Said): VehicleFacts {
  const first = <T>(keys: readonly string[], read: (value: Json | undefined) => T | undefined) => {
    for (const key of keys) {
      const value = read(said.get(key));
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const year = first(stating.modelYear, number);
  return withoutGaps({
    make: first(stating.make, text),
    model: first(stating.model, text),
    trim: first(stating.trim, text),
    modelYear: year !== undefined && Number.isInteger(year) && year > 1880 && year < 2200 ? year : undefined,
    bodyStyle: first(stating.bodyStyle, oneOf(bodyStyles)),
    fuelType: first(stating.fuelType, oneOf(fuelTypes)),
    condition: first(stating.condition, oneOf(conditions)),
    price: first(stating.price, number),
    mileageKm: first(stating.mileageKm, number),
  });
}

/** A text that says something, and no more than a name would. */
function text(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  return trimmed.length > 100 || saysNothing(trimmed) ? undefined : trimmed;
}

/** 28995 out of 28995, "28995" or "$28,995.00". */
function number(value: Json | undefined): number | undefined {
  const parsed = typeof value === 'string' ? readAmount(value) : value;
  const isPlausible = typeof parsed === 'number' && Number.isFinite(parsed) && parsed >= 0 && parsed < 1e12;
  return isPlausible ? parsed : undefined;
}

function oneOf<T extends string>(options: readonly T[]): (value: Json | undefined) => T | undefined {
  return (value) => {
    const said = text(value)?.toLowerCase();
    if (said === undefined) return undefined;
    const word = words.find(([pattern]) => pattern.test(said))?.[1] ?? said;
    const plain = word.replaceAll(/[\s-]/g, '_').toUpperCase();
    return options.find((option) => option === plain);
  };
}

function withoutGaps(facts: VehicleFacts): VehicleFacts {
  const entries: [string, string | number | undefined][] = Object.entries(facts);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}
