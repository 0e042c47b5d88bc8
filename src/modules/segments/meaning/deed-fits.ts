import { ownedCarTypes, ownEventTypes, type EventType } from '../../../models/event/event-type.js';
import type { Deed, VehicleWhere } from '../../../models/segment/deed.js';
import type { Range } from '../../../models/segment/rule-parts.js';
import type { VehicleFacts } from '../../../models/vehicle/vehicle-facts.js';
import { factAnswer, toFact } from './fact-answer.js';
import { writtenAlike } from './written-alike.js';

/** What an event is, apart from when it happened. */
export interface EventFacts {
  readonly type: EventType;
  /** The sender's own name for it. */
  readonly name: string;
  readonly vehicle: VehicleFacts | null;
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
}

/** What no shopper does: Carousel's own notes, and what happens to the car one has. */
const nobodysDeeds: ReadonlySet<EventType> = new Set([...ownEventTypes, ...ownedCarTypes, 'OFFER_VIEWED']);

/** Whether an event is what a deed means. Conditions on properties know no time: a property is what it was then. */
export function fits(deed: Deed, event: EventFacts, zone: string): boolean {
  if (!isOfType(deed, event.type)) return false;
  if (deed.name !== undefined && event.name !== deed.name) return false;
  if (deed.where !== undefined && (event.vehicle === null || !isSuch(deed.where, event.vehicle)))
    return false;
  return (deed.properties ?? []).every(
    ({ name, ...wanted }) => factAnswer(wanted, propertyOf(event, name), 0, zone).holds,
  );
}

/** Whether a deed means events of this type at all. */
export function isOfType({ event, anyOf }: Deed, type: EventType): boolean {
  if (event !== undefined) return type === event;
  return anyOf === undefined ? !nobodysDeeds.has(type) : anyOf.includes(type);
}

/** What an event says under a name. */
export function propertyOf({ properties }: EventFacts, name: string) {
  return properties && Object.hasOwn(properties, name) ? toFact(properties[name]) : undefined;
}

function isSuch(where: VehicleWhere, vehicle: VehicleFacts): boolean {
  return (
    named(where.make, vehicle.make) &&
    named(where.model, vehicle.model) &&
    listed(where.bodyStyle, vehicle.bodyStyle) &&
    listed(where.fuelType, vehicle.fuelType) &&
    listed(where.condition, vehicle.condition) &&
    between(where.price, vehicle.price) &&
    between(where.modelYear, vehicle.modelYear) &&
    between(where.mileageKm, vehicle.mileageKm)
  );
}

function named(wanted: readonly string[] | undefined, fact: string | undefined): boolean {
  if (wanted === undefined) return true;
  if (fact === undefined) return false;
  const folded = writtenAlike(fact).toLowerCase();
  return wanted.some((name) => writtenAlike(name).toLowerCase() === folded);
}

function listed<T>(wanted: readonly T[] | undefined, fact: T | undefined): boolean {
  return wanted === undefined || (fact !== undefined && wanted.includes(fact));
}

function between(range: Range | undefined, fact: number | undefined): boolean {
  if (range === undefined) return true;
  if (fact === undefined) return false;
  return fact >= (range.atLeast ?? -Infinity) && fact <= (range.atMost ?? Infinity);
}
