import type { HistoryEvent, Traits, TraitValue } from '../../models/profile/profile-history.js';
import type { DidRule, Range, TraitRule, VehicleWhere } from '../../models/segment/rule.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';

/** Whether one event is what a `did` counts: its kind, its name and its vehicle. When it happened is not asked here. */
export function counts(did: DidRule, event: HistoryEvent): boolean {
  if (event.type !== did.event) return false;
  if (did.name !== undefined && event.name !== did.name) return false;
  return did.where === undefined || (event.vehicle !== null && fits(did.where, event.vehicle));
}

function fits(where: VehicleWhere, vehicle: VehicleFacts): boolean {
  return (
    named(where.make, vehicle.make) &&
    named(where.model, vehicle.model) &&
    listed(where.bodyStyle, vehicle.bodyStyle) &&
    listed(where.fuelType, vehicle.fuelType) &&
    listed(where.condition, vehicle.condition) &&
    within(where.price, vehicle.price) &&
    within(where.modelYear, vehicle.modelYear) &&
    within(where.mileageKm, vehicle.mileageKm)
  );
}

function named(wanted: readonly string[] | undefined, fact: string | undefined): boolean {
  if (wanted === undefined) return true;
  return fact !== undefined && wanted.some((name) => sameText(name, fact));
}

function sameText(one: string, other: string): boolean {
  return one.length === other.length && one.toLowerCase() === other.toLowerCase();
}

function listed<T>(wanted: readonly T[] | undefined, fact: T | undefined): boolean {
  return wanted === undefined || (fact !== undefined && wanted.includes(fact));
}

function within(range: Range | undefined, fact: number | undefined): boolean {
  if (range === undefined) return true;
  if (fact === undefined) return false;
  return (
    (range.atLeast === undefined || fact >= range.atLeast) &&
    (range.atMost === undefined || fact <= range.atMost)
  );
}

/** Whether a fact about the person is as the rule wants it. An unknown or null trait satisfies nothing but `exists: false`. */
export function hasTrait(rule: TraitRule, traits: Traits): boolean {
  const value = Object.hasOwn(traits, rule.name) ? traits[rule.name] : null;
  if (value === undefined || value === null)
    return (
      rule.exists === false &&
      [rule.is, rule.oneOf, rule.atLeast, rule.atMost, rule.contains].every((part) => part === undefined)
    );
  return (
    rule.exists !== false &&
    (rule.is === undefined || value === rule.is) &&
    (rule.oneOf === undefined || rule.oneOf.some((one) => one === value)) &&
    (rule.atLeast === undefined || compared(value, rule.atLeast) >= 0) &&
    (rule.atMost === undefined || compared(value, rule.atMost) <= 0) &&
    (rule.contains === undefined || holdsText(value, rule.contains))
  );
}

/** Negative, zero or positive; NaN, which satisfies no comparison, when the two cannot be compared. */
function compared(value: TraitValue, bound: number | string): number {
  if (typeof bound === 'number') return typeof value === 'number' ? value - bound : NaN;
  return typeof value === 'string' ? Date.parse(value) - Date.parse(bound) : NaN;
}

function holdsText(value: TraitValue, part: string): boolean {
  if (typeof value === 'string') return value.toLowerCase().includes(part.toLowerCase());
  return (
    typeof value === 'object' && value !== null && value.some((element: string) => sameText(element, part))
  );
}
