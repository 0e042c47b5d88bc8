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

/** A fact, the properties that state it, best first, and how they are read. */
interface Statement {
  readonly names: readonly string[];
  readonly read: (value: Json | undefined) => string | number | undefined;
}

/** Facts by our names; other vocabularies' words: Segment's products, GA4's and ASC's items, Meta's. */
const stating: Partial<Record<keyof VehicleFacts, Statement>> = {
  make: { names: ['make', 'itemmake', 'vehiclemake', 'brand', 'itembrand'], read: text },
  model: { names: ['model', 'itemmodel', 'vehiclemodel'], read: text },
  trim: { names: ['trim', 'variant', 'itemvariant'], read: text },
  modelYear: { names: ['modelyear', 'year', 'itemyear', 'vehicleyear'], read: year },
  bodyStyle: {
    names: ['bodystyle', 'bodytype', 'itemtype', 'category', 'itemcategory'],
    read: oneOf(bodyStyles),
  },
  fuelType: { names: ['fueltype', 'fuel', 'itemfueltype'], read: oneOf(fuelTypes) },
  condition: { names: ['condition', 'stateofvehicle', 'itemcondition'], read: oneOf(conditions) },
  price: { names: ['price', 'itemprice'], read: number },
  mileageKm: { names: ['mileagekm', 'odometerkm'], read: number },
};

/** Which fact a property states, how well, and how it is read. */
const placeOf = new Map(
  Object.entries(stating).flatMap(([field, { names, read }]) =>
    names.map((name, rank) => [name, { field, rank, read }] as const),
  ),
);

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
  const names: string[] = [];
  for (const key of naming) {
    const name = text(said.get(key));
    if (name !== undefined && !names.includes(name)) names.push(name);
  }
  const facts = factsIn(said);
  // A price or a condition alone says nothing of which car.
  const isTelling = facts.make ?? facts.model ?? facts.bodyStyle ?? facts.fuelType;
  return { names, facts: isTelling === undefined ? null : facts };
}

/** Of each fact what its best property says that can be read. Asked of every event, so each property is looked at once. */
function factsIn(said: Said): VehicleFacts {
  const best = new Map<string, { rank: number; value: string | number }>();
  for (const [key, told] of said) {
    const place = placeOf.get(key);
    if (!place || (best.get(place.field)?.rank ?? Infinity) < place.rank) continue;
    const value = place.read(told);
    if (value !== undefined) best.set(place.field, { rank: place.rank, value });
  }
  return Object.fromEntries([...best].map(([field, { value }]) => [field, value]));
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

function year(value: Json | undefined): number | undefined {
  const said = number(value);
  return said !== undefined && Number.isInteger(said) && said > 1880 && said < 2200 ? said : undefined;
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
