import type { BodyStyle, Condition, FuelType } from '../models/vehicle/vehicle-facts.js';
import type { VehicleTrim } from '../modules/vehicles/vehicles.service.js';

/** What a plain car of that shape costs new, in pounds. */
const newBase: Record<BodyStyle, number> = {
  HATCHBACK: 21_000, SEDAN: 26_500, ESTATE: 29_000, SUV: 28_500, PICKUP: 34_000,
  VAN: 33_000, COUPE: 33_000, CONVERTIBLE: 35_000, OTHER: 27_000,
}; // prettier-ignore

/** What a make asks on top, as a factor. */
const makeFactor: Record<string, number> = {
  Mitsubishi: 0.86, Kia: 0.93, Hyundai: 0.94, Nissan: 0.95, Fiat: 0.9, Ford: 0.97, Mazda: 1, Toyota: 1, Honda: 1.02,
  Subaru: 1.02, MINI: 1.04, Volkswagen: 1.06, Jeep: 1.08, 'Alfa Romeo': 1.2, Volvo: 1.24, Polestar: 1.22, Lexus: 1.28,
  Audi: 1.28, Tesla: 1.3, BMW: 1.32, Jaguar: 1.32, 'Mercedes-Benz': 1.36, 'Land Rover': 1.55, Porsche: 2.1,
}; // prettier-ignore

const fuelFactor: Record<FuelType, number> = { PETROL: 1, DIESEL: 1.04, HYBRID: 1.08, PLUGIN_HYBRID: 1.22, ELECTRIC: 1.3, OTHER: 1 }; // prettier-ignore

/** Plausible list price of a new car in pounds: shape, make, fuel, size class and engine. */
export function listPrice(trim: VehicleTrim): number {
  const electric = (trim.electricRangeKm ?? 0) > 150 ? 1 + (trim.electricRangeKm ?? 0) / 5_000 : 1;
  const engine = 1 + Math.max(0, (trim.displacementLitres ?? 1.6) - 1.6) * 0.22;
  const cylinders = (trim.cylinders ?? 4) > 6 ? 1.2 : 1;
  const size = /standard|large/i.test(trim.epaClass ?? '') ? 1.16 : 1;
  return newBase[trim.bodyStyle] * (makeFactor[trim.make] ?? 1.1) * fuelFactor[trim.fuelType] * electric * engine * cylinders * size; // prettier-ignore
}

/** What its maker suggests for a new car, in pounds: what no dealer asks more than, in whole five hundreds. */
export function makersPrice(trim: VehicleTrim): number {
  return Math.ceil((listPrice(trim) * mostAsked) / 500) * 500;
}

/** Equals differ by 6 % to either side. */
const [leastAsked, mostAsked] = [0.94, 1.06];

/**
 * Plausible asking price in pounds: a used car loses 18 % in its first year and 12 % in each later one, more when it
 * was driven more than 13,000 km a year; certified ones ask 4 % more. `haggle` (0 to 1) spreads equals by ±6 %.
 */
export function askingPrice(
  trim: VehicleTrim,
  car: { condition: Condition; ageYears: number; mileageKm: number },
  haggle: number,
): number {
  const age = car.condition === 'NEW' ? 1 : 0.82 * 0.88 ** Math.max(0, car.ageYears - 1);
  const surplusKm = car.condition === 'NEW' ? 0 : car.mileageKm - 13_000 * car.ageYears;
  const wear = Math.min(1.08, Math.max(0.75, 1 - surplusKm / 400_000));
  const promise = car.condition === 'CERTIFIED' ? 1.04 : 1;
  const price = listPrice(trim) * age * wear * promise * (leastAsked + (mostAsked - leastAsked) * haggle);
  return Math.max(1_995, Math.round(price / 500) * 500 - 5);
}
