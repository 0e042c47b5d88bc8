import type { Condition } from '../models/vehicle/vehicle-facts.js';
import { stockUnitId, type NewStockUnit } from '../modules/vehicles/stock-writer.service.js';
import type { VehicleTrim } from '../modules/vehicles/vehicles.service.js';
import { askingPrice } from './demo-prices.js';

/** Dealers of the demo tenant: invented businesses in real cities. */
export const demoDealers = [
  { code: 'LON-01', name: 'Demo Motors London', city: 'London', latitude: 51.5282, longitude: -0.2817 },
  { code: 'MAN-01', name: 'Demo Motors Manchester', city: 'Manchester', latitude: 53.4808, longitude: -2.2426 },
  { code: 'BIR-01', name: 'Demo Motors Birmingham', city: 'Birmingham', latitude: 52.4862, longitude: -1.8904 },
  { code: 'LEE-01', name: 'Demo Motors Leeds', city: 'Leeds', latitude: 53.8008, longitude: -1.5491 },
  { code: 'GLA-01', name: 'Demo Motors Glasgow', city: 'Glasgow', latitude: 55.8642, longitude: -4.2518 },
  { code: 'BRS-01', name: 'Demo Motors Bristol', city: 'Bristol', latitude: 51.4545, longitude: -2.5879 },
  { code: 'CDF-01', name: 'Demo Motors Cardiff', city: 'Cardiff', latitude: 51.4816, longitude: -3.1791 },
  { code: 'NCL-01', name: 'Demo Motors Newcastle', city: 'Newcastle upon Tyne', latitude: 54.9783, longitude: -1.6178 },
] as const; // prettier-ignore

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
): Omit<NewStockUnit, 'id' | 'stockNumber' | 'dealerId' | 'colour'> {
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
    vin: null,
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
