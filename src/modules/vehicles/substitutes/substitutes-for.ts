import { distanceKm } from '../../../models/distance.js';
import type { DealerPlace, VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';

/** What speaks for a car in the place of another. */
export const substituteReasons = ['SAME_TRIM', 'SAME_MODEL', 'SAME_BODY_STYLE', 'SAME_YEAR', 'CHEAPER', 'SIMILAR_PRICE', 'SAME_DEALER', 'NEARBY'] as const; // prettier-ignore
export type SubstituteReasonKind = (typeof substituteReasons)[number];

/** A car that may stand in for another, and why. */
export interface Substitute {
  readonly unit: VehicleInStock;
  /** Between the dealers of the two; null where one has no place on the map. */
  readonly distanceKm: number | null;
  readonly reasons: readonly SubstituteReasonKind[];
  /** Higher is nearer to what was wanted. */
  readonly score: number;
}

/** Another model is no substitute where it costs this much more or less. */
const widestPriceGap = 0.3;
const similarPrice = 0.05;
const nearbyKm = 50;
/** Beyond it, distance makes no difference any more. */
const farKm = 300;

/**
 * Cars that may stand in for one that is gone, best first: of its model, or of its shape at a price like its own. The same trim
 * counts most, then the model, the price, the way to go, the year, fuel and condition.
 */
export function substitutesFor(
  wanted: VehicleInStock,
  available: readonly VehicleInStock[],
  limit: number,
): Substitute[] {
  const wayTo = waysFrom(wanted.dealer);
  const found: Substitute[] = [];
  for (const unit of available) {
    if (unit.id === wanted.id || unit.currency !== wanted.currency) continue;
    const isModel = unit.make === wanted.make && unit.model === wanted.model;
    const gap = wanted.price > 0 ? (unit.price - wanted.price) / wanted.price : 0;
    if (!isModel && (unit.bodyStyle !== wanted.bodyStyle || Math.abs(gap) > widestPriceGap)) continue;
    const km = wayTo(unit.dealer);
    found.push({ unit, distanceKm: km, reasons: reasonsFor(wanted, unit, gap, km), score: scoreOf(wanted, unit, gap, km) }); // prettier-ignore
  }
  return found
    .sort((one, other) => other.score - one.score || (one.unit.id < other.unit.id ? -1 : 1))
    .slice(0, limit);
}

function reasonsFor(
  wanted: VehicleInStock,
  unit: VehicleInStock,
  gap: number,
  km: number | null,
): SubstituteReasonKind[] {
  const isModel = unit.make === wanted.make && unit.model === wanted.model;
  const holds: Record<SubstituteReasonKind, boolean> = {
    SAME_TRIM: isTrim(wanted, unit),
    SAME_MODEL: isModel,
    SAME_BODY_STYLE: !isModel,
    SAME_YEAR: unit.modelYear === wanted.modelYear,
    CHEAPER: gap < -similarPrice,
    SIMILAR_PRICE: Math.abs(gap) <= similarPrice,
    SAME_DEALER: unit.dealer.id === wanted.dealer.id,
    NEARBY: unit.dealer.id !== wanted.dealer.id && km !== null && km <= nearbyKm,
  };
  return substituteReasons.filter((reason) => holds[reason]);
}

function scoreOf(wanted: VehicleInStock, unit: VehicleInStock, gap: number, km: number | null): number {
  const isModel = unit.make === wanted.make && unit.model === wanted.model;
  const years = Math.abs(unit.modelYear - wanted.modelYear);
  return (
    (isTrim(wanted, unit) ? 30 : 0) +
    (isModel ? 40 : 0) +
    (unit.make === wanted.make ? 5 : 0) +
    // Dearer is worse than cheaper by as much.
    20 * Math.max(0, 1 - Math.abs(gap) / (gap > 0 ? widestPriceGap : 2 * widestPriceGap)) +
    15 * (km === null ? 0 : Math.max(0, 1 - km / farKm)) +
    10 * Math.max(0, 1 - years / 5) +
    (unit.fuelType === wanted.fuelType ? 8 : 0) +
    (unit.condition === wanted.condition ? 6 : 0)
  );
}

/** An unknown trim is like no other. */
function isTrim(wanted: VehicleInStock, unit: VehicleInStock): boolean {
  return wanted.trim !== '' && unit.trim === wanted.trim && unit.make === wanted.make && unit.model === wanted.model; // prettier-ignore
}

/** Kilometres to a dealer, each reckoned once: there are few of them and many cars. */
function waysFrom(from: DealerPlace): (to: DealerPlace) => number | null {
  const known = new Map<string, number | null>();
  return (to) => {
    const before = known.get(to.id);
    if (before !== undefined) return before;
    const way = to.id === from.id ? 0 : wayBetween(from, to);
    known.set(to.id, way);
    return way;
  };
}

function wayBetween(from: DealerPlace, to: DealerPlace): number | null {
  if (from.latitude === null || from.longitude === null || to.latitude === null || to.longitude === null) return null; // prettier-ignore
  const start = { latitude: from.latitude, longitude: from.longitude };
  return distanceKm(start, { latitude: to.latitude, longitude: to.longitude });
}
