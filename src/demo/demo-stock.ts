import type { Condition } from '../models/vehicle/vehicle-facts.js';
import { stockUnitId, type NewStockUnit } from '../modules/vehicles/stock-writer.service.js';
import type { VehicleTrim } from '../modules/vehicles/vehicles.service.js';
import { askingPrice, makersPrice } from './demo-prices.js';
import { demoVin } from './demo-vin.js';

/** Oldest model year in the demo stock. */
export const oldestDemoYear = 2020;

/** How often each make stands on the lot; others do not. */
const makeShare: Record<string, number> = {
  Toyota: 10, Volkswagen: 9, Ford: 9, BMW: 9, Audi: 8, 'Mercedes-Benz': 8, Kia: 8, Hyundai: 8, Nissan: 6, Volvo: 6,
  MINI: 5, 'Land Rover': 5, Tesla: 5, Honda: 5, Mazda: 5, Lexus: 3, Jaguar: 3, Polestar: 2, Porsche: 2, Jeep: 2,
  Subaru: 1, Mitsubishi: 1, 'Alfa Romeo': 1, Fiat: 1,
}; // prettier-ignore
const colours = ['Black', 'White', 'Grey', 'Silver', 'Blue', 'Red', 'Green', 'Orange'] as const;
const colourShare = [22, 18, 24, 9, 16, 8, 2, 1];

/**
 * The stock of the demo tenant, drawn from the catalogue: the same seed and catalogue give the same cars, so the demo
 * can be loaded again without a trace. Makes as they are common on British roads, models evenly, ages from the newest
 * model year of the catalogue.
 */
export function demoStock(
  trims: readonly VehicleTrim[],
  tenantId: string,
  dealerIds: readonly string[],
  count: number,
  seed = 20_261_122,
): NewStockUnit[] {
  const chance = seededChance(seed);
  const lots = lotsOf(trims.filter((trim) => trim.modelYear >= oldestDemoYear));
  const newest = Math.max(oldestDemoYear, ...trims.map((trim) => trim.modelYear));
  const shares = lots.map(({ make }) => makeShare[make] ?? 0);
  return Array.from({ length: lots.length === 0 ? 0 : count }, (_, at) => {
    const models = weighted(lots, shares, chance()).models;
    const trim = pick(pick(models, chance()), chance());
    const stockNumber = `DM-${String(at + 1).padStart(4, '0')}`;
    return {
      ...describe(trim, newest, chance),
      vin: demoVin(at + 1, trim.modelYear),
      id: stockUnitId(tenantId, stockNumber),
      stockNumber,
      dealerId: pick(dealerIds, chance()),
      colour: weighted(colours, colourShare, chance()),
    };
  });
}

function describe(
  trim: VehicleTrim,
  newestYear: number,
  chance: () => number,
): Omit<NewStockUnit, 'id' | 'stockNumber' | 'dealerId' | 'colour' | 'vin'> {
  const ageYears = newestYear - trim.modelYear;
  const condition = conditionAt(ageYears, chance());
  const mileageKm =
    condition === 'NEW'
      ? Math.round(chance() * 40)
      : Math.round((ageYears + 0.4) * (7_000 + 14_000 * chance()));
  const { make, model, modelYear, bodyStyle, fuelType, transmission } = trim;
  return {
    ...{ make, model, modelYear, bodyStyle, fuelType, transmission, condition, mileageKm },
    trim: trim.trim,
    trimId: trim.id,
    msrp: condition === 'NEW' ? makersPrice(trim).toFixed(2) : null,
    price: askingPrice(trim, { condition, ageYears, mileageKm }, chance()).toFixed(2),
    currency: 'GBP',
    imageUrl: null,
    state: chance() < 0.03 ? 'IN_TRANSIT' : 'AVAILABLE',
  };
}

/** This year's cars are mostly new, young ones often certified, the rest used. */
function conditionAt(ageYears: number, chance: number): Condition {
  if (ageYears === 0) return chance < 0.75 ? 'NEW' : 'CERTIFIED';
  return chance < (ageYears <= 2 ? 0.4 : 0.15) ? 'CERTIFIED' : 'USED';
}

interface Lot {
  readonly make: string;
  /** Trims by model family. */
  readonly models: readonly (readonly VehicleTrim[])[];
}

/** Makes with a share, each with its families in a fixed order. */
function lotsOf(trims: readonly VehicleTrim[]): Lot[] {
  const makes = new Map<string, Map<string, VehicleTrim[]>>();
  for (const trim of trims) {
    if (makeShare[trim.make] === undefined || /taxi|police|hearse|limo|postal|usps|incomplete/i.test(trim.trim)) continue; // prettier-ignore
    const models = makes.get(trim.make) ?? new Map<string, VehicleTrim[]>();
    models.set(trim.model, [...(models.get(trim.model) ?? []), trim]);
    makes.set(trim.make, models);
  }
  return [...makes].map(([make, models]) => ({ make, models: [...models.values()] }));
}

function pick<T>(from: readonly T[], chance: number): T {
  const found = from[Math.floor(chance * from.length)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
}

function weighted<T>(from: readonly T[], weights: readonly number[], chance: number): T {
  let left = chance * weights.reduce((sum, weight) => sum + weight, 0);
  const at = weights.findIndex((weight) => (left -= weight) < 0);
  return pick(from, (at < 0 ? from.length - 1 : at) / from.length + 1e-9);
}

/** Chance that repeats: a small counter-based generator (the finaliser of MurmurHash3). */
function seededChance(seed: number): () => number {
  let counter = seed;
  return () => {
    counter = (counter + 0x9e3779b9) | 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}
