import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';

const dayMs = 86_400_000;
/** From so many days in stock a car counts as ageing… */
const ageingDays = 45;
/** …and from so many the boost grows no more. */
const agedDays = 90;
const mostBoost = 0.15;
/** Cars in memory are the same objects from request to request. */
const since = new WeakMap<VehicleInStock, number>();

/**
 * Times what showing a car is worth, for how long it stands: each day costs its dealer money. 1 up to 45 days, 1.15 from 90.
 * @param now milliseconds since the epoch
 */
export function ageingBoost(vehicle: VehicleInStock, now: number): number {
  let began = since.get(vehicle);
  if (began === undefined) {
    const { inStockSince, firstSeenAt } = vehicle;
    since.set(vehicle, (began = inStockSince === null ? firstSeenAt : Date.parse(inStockSince)));
  }
  const days = (now - began) / dayMs;
  return 1 + mostBoost * Math.min(1, Math.max(0, (days - ageingDays) / (agedDays - ageingDays)));
}
