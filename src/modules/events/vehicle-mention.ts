import { bodyStyles, conditions, fuelTypes, type VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import type { Json, JsonObject } from '../../models/event/event-envelope.js';

/** What an event says of a car: texts that may name one in our stock, and facts of its own. */
export interface VehicleMention {
  /** Best first. */
  readonly names: readonly string[];
  readonly facts: VehicleFacts | null;
}

/** No car at all. */
export const noVehicle: VehicleMention = { names: [], facts: null };

/** Properties that may name a car, best first, without case, spaces and underscores. */
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

/** Reads what an event's properties say of a car: on the event itself, in `vehicle`, or in the first of its products. */
export function vehicleIn(properties: JsonObject): VehicleMention {
  const said = plainProperties(properties);
  const names = naming.flatMap((key) => text(said.get(key)) ?? []);
  const facts = factsIn(said);
  // A price or a condition alone says nothing of which car.
  const isTelling = facts.make ?? facts.model ?? facts.bodyStyle ?? facts.fuelType;
  return { names: [...new Set(names)], facts: isTelling === undefined ? null : facts };
}

function factsIn(said: ReadonlyMap<string, Json>): VehicleFacts {
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

/** Every property once, under its plain name; what stands nearer to the event wins. */
function plainProperties(properties: JsonObject): Map<string, Json> {
  const said = new Map<string, Json>();
  const { vehicle, products, items, content_ids: contentIds } = properties;
  for (const source of [properties, vehicle, firstOf(products), firstOf(items)]) {
    if (!isObject(source)) continue;
    for (const [key, value] of Object.entries(source)) {
      const name = key.toLowerCase().replaceAll(/[\s_-]/g, '');
      if (!said.has(name)) said.set(name, value);
    }
  }
  const advertised = firstOf(contentIds);
  if (advertised !== undefined && !said.has('vehicleid')) said.set('vehicleid', advertised);
  return said;
}

function firstOf(list: Json | undefined): Json | undefined {
  return isList(list) ? list[0] : undefined;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that says something: vendors write nothing as "", "NA", "null" and "undefined". */
function text(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  return trimmed.length > 100 || /^(|na|n\/a|null|undefined)$/i.test(trimmed) ? undefined : trimmed;
}

/** 28995 out of 28995, "28995" or "$28,995.00". */
function number(value: Json | undefined): number | undefined {
  const parsed = typeof value === 'string' ? numberIn(value) : value;
  const isPlausible = typeof parsed === 'number' && Number.isFinite(parsed) && parsed >= 0 && parsed < 1e9;
  return isPlausible ? parsed : undefined;
}

function numberIn(said: string): number | undefined {
  if (!/^[^\d-]{0,4}[\d.,\s]+[^\d]{0,4}$/.test(said)) return undefined;
  return Number.parseFloat(said.replaceAll(/[^\d.]/g, ''));
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
