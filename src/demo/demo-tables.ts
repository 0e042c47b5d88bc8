import type { TradeInCondition } from '../models/trade-in/trade-in.js';
import type { NewStockUnit } from '../modules/vehicles/stock-writer.service.js';
import type { VehicleTrim } from '../modules/vehicles/vehicles.service.js';
import { askingPrice } from './demo-prices.js';

/** What the demo lends at, by product and term (months): percent a year, and what is left at the end in percent of the list price. */
const rates = [
  { product: 'LEASE', termMonths: 24, annualPercent: 5.9, residualPercent: 58 },
  { product: 'LEASE', termMonths: 36, annualPercent: 5.9, residualPercent: 48 },
  { product: 'LEASE', termMonths: 48, annualPercent: 6.4, residualPercent: 40 },
  { product: 'BALLOON', termMonths: 36, annualPercent: 6.9, residualPercent: 44 },
  { product: 'BALLOON', termMonths: 48, annualPercent: 6.9, residualPercent: 36 },
  { product: 'LOAN', termMonths: 36, annualPercent: 7.4, residualPercent: 0 },
  { product: 'LOAN', termMonths: 60, annualPercent: 7.9, residualPercent: 0 },
] as const;

/** Rates for every model of these cars, as a marketer would upload them. */
export function demoRates(units: readonly Pick<NewStockUnit, 'make' | 'model'>[]): string {
  const models = new Map(units.map(({ make, model }) => [`${make}\n${model}`, { make, model }]));
  return csv(
    [...models.values()].flatMap(
      ({ make, model }) =>
      rates.map((rate) => ({ make, model, ...rate, ...(rate.product === 'LEASE' ? { annualMileage: 10_000, mileageUnit: 'MI' } : { annualMileage: '', mileageUnit: '' }) })), // prettier-ignore
    ),
  );
}

/** What a dealer gives of what it would ask, by condition: from and to. */
const given: Readonly<Record<TradeInCondition, readonly [number, number]>> = { EXCELLENT: [0.84, 0.9], GOOD: [0.77, 0.84], FAIR: [0.66, 0.76], POOR: [0.45, 0.62] }; // prettier-ignore
const usualMilesAYear = 10_000;

/** Bands for every model of these trims, by model year, condition and mileage: usual, and up to twice that. */
export function demoBands(trims: readonly VehicleTrim[]): string {
  const newest = Math.max(...trims.map(({ modelYear }) => modelYear));
  // Of a model's trims the first of the year speaks for all: a band is a rough word.
  const models = new Map(trims.map((trim) => [`${trim.make}\n${trim.model}\n${trim.modelYear}`, trim]));
  return csv(
    [...models.values()].flatMap((trim) => {
      const ageYears = newest - trim.modelYear;
      const usual = usualMilesAYear * (ageYears + 1);
      return Object.entries(given).flatMap(([condition, shares]) =>
        [{ mileageFrom: 0, mileageTo: usual }, { mileageFrom: usual + 1, mileageTo: 2 * usual }].map((driven) => {
          const car = { condition: 'USED', ageYears: Math.max(1, ageYears), mileageKm: driven.mileageTo * 1.6 } as const;
          const [low, high] = shares.map((share) => Math.round((askingPrice(trim, car, 0.5) * share) / 50) * 50);
          return { make: trim.make, model: trim.model, yearFrom: trim.modelYear, yearTo: trim.modelYear, ...driven, mileageUnit: 'MI', condition, low, high };
        }),
      );
    }),
  ); // prettier-ignore
}

/** A table of rows that have the same fields. */
function csv(rows: readonly Readonly<Record<string, string | number | undefined>>[]): string {
  const quoted = (cell: string | number = '') => `"${String(cell).replaceAll('"', '""')}"`;
  return [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row).map(quoted))].join('\n');
}
