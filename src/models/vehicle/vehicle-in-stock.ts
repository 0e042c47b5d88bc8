import type { StockState } from './stock-unit.entity.js';
import type { BodyStyle, Condition, FuelType, VehicleFacts } from './vehicle-facts.js';
import type { Transmission } from './vehicle-trim.entity.js';

/** A dealer as far as a shopper cares. */
export interface DealerPlace {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly city: string;
  /** WGS 84 degrees; null while unknown. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** One car of a tenant's stock as processes hold it in memory: light, read-only, complete enough to be shown. */
export interface VehicleInStock {
  readonly id: string;
  readonly stockNumber: string;
  readonly vin: string | null;
  readonly dealer: DealerPlace;
  readonly trimId: string | null;
  readonly make: string;
  readonly model: string;
  /** Empty when unknown. */
  readonly trim: string;
  readonly modelYear: number;
  readonly bodyStyle: BodyStyle;
  readonly fuelType: FuelType;
  readonly condition: Condition;
  /** Asking price in major units. For arithmetic; show `priceText`. */
  readonly price: number;
  /** The same as a decimal string, as it stands in the database: `28995.00`. */
  readonly priceText: string;
  /** ISO 4217. */
  readonly currency: string;
  /** What its maker suggests for it new, in the same currency; null while unknown. */
  readonly msrpText: string | null;
  readonly mileageKm: number;
  readonly transmission: Transmission | null;
  readonly colour: string | null;
  readonly imageUrl: string | null;
  readonly state: StockState;
  /** The day since which it stands on the lot, as its feed says: `2026-11-02`; null where none does. */
  readonly inStockSince: string | null;
  /** Milliseconds since the epoch. */
  readonly firstSeenAt: number;
  readonly updatedAt: number;
}

/** Names one car: by id, stock number or VIN; the first that is given counts. */
export interface VehicleReference {
  readonly vehicleId?: string | undefined;
  readonly stockNumber?: string | undefined;
  readonly vin?: string | undefined;
}

/** `2022 Toyota RAV4 Hybrid AWD`. */
export function titleOf(vehicle: Pick<VehicleInStock, 'modelYear' | 'make' | 'model' | 'trim'>): string {
  return [String(vehicle.modelYear), vehicle.make, vehicle.model, vehicle.trim].filter(Boolean).join(' ');
}

/** Of what a residual is a percentage, in major units: what its maker suggests for a new car, what is asked for any other. */
export function listPriceOf({ condition, msrpText, priceText }: Pick<VehicleInStock, 'condition' | 'msrpText' | 'priceText'>): string {
  return condition === 'NEW' && msrpText !== null ? msrpText : priceText;
} // prettier-ignore

/** Facts made before: the same few cars are looked at all the time. */
const known = new WeakMap<VehicleInStock, VehicleFacts>();

/** What histories, rules and models need of a car; of one and the same car one and the same object. */
export function factsOf(vehicle: VehicleInStock): VehicleFacts {
  const before = known.get(vehicle);
  if (before) return before;
  const { id, make, model, trim, modelYear, bodyStyle, fuelType, condition, price, mileageKm } = vehicle;
  const facts = { vehicleId: id, make, model, modelYear, bodyStyle, fuelType, condition, price, mileageKm };
  const all = trim === '' ? facts : { ...facts, trim };
  known.set(vehicle, all);
  return all;
}
