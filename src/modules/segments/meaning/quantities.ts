import { DateTime } from 'luxon';
import { beginningOfDay } from './beginning.js';
import { propertyOf, type EventFacts } from './deed-fits.js';
import { writtenAlike } from './written-alike.js';

/** Sums are reckoned in ten-thousandths, which whole numbers hold exactly: the same in whatever order they are added. */
export const perUnit = 10_000;

/** A number an event says, in ten-thousandths; undefined where it says none. Texts are none. */
export function amountOf(of: string, event: EventFacts): number | undefined {
  const fact = factNamed(of, event);
  return typeof fact === 'number' ? toAmount(fact) : undefined;
}

/** A bound in the same measure. */
export function toAmount(value: number): number {
  return Math.round(value * perUnit);
}

/** What tells one thing from another, as a text; undefined where the event does not say. Not for `day`. */
export function thingOf(of: string, event: EventFacts): string | undefined {
  const fact = of === 'vehicle' ? event.vehicle?.vehicleId : factNamed(of, event);
  if (fact === undefined) return undefined;
  return typeof fact === 'string' ? writtenAlike(fact).toLowerCase() : JSON.stringify(fact);
}

/** The beginning of the day in which an instant lies. */
export function dayOf(at: number, zone: string): number {
  return beginningOfDay(DateTime.fromMillis(at, { zone })).toMillis();
}

function factNamed(of: string, event: EventFacts) {
  const { vehicle } = event;
  switch (of) {
    case 'vehicle.make':
      return vehicle?.make;
    case 'vehicle.model':
      return vehicle?.model;
    case 'vehicle.bodyStyle':
      return vehicle?.bodyStyle;
    case 'vehicle.fuelType':
      return vehicle?.fuelType;
    case 'vehicle.condition':
      return vehicle?.condition;
    case 'vehicle.price':
      return vehicle?.price;
    case 'vehicle.modelYear':
      return vehicle?.modelYear;
    case 'vehicle.mileageKm':
      return vehicle?.mileageKm;
    default:
      return propertyOf(event, of);
  }
}
