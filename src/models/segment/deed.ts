import { z } from 'zod';
import { eventTypes, ownEventTypes } from '../event/event-type.js';
import { bodyStyles, conditions, fuelTypes } from '../vehicle/vehicle-facts.js';
import { factSchema, timelyConditions } from './fact-conditions.js';
import { ruleBounds } from './rule-bounds.js';
import { listOf, rangeSchema, saysSomething, text, texts } from './rule-parts.js';

/** Which vehicles count. All conditions must hold; a fact the event does not know never holds. Text ignores case. */
export const vehicleWhereSchema = z
  .strictObject({
    make: texts.optional(),
    model: texts.optional(),
    bodyStyle: listOf(z.enum(bodyStyles)).optional(),
    fuelType: listOf(z.enum(fuelTypes)).optional(),
    condition: listOf(z.enum(conditions)).optional(),
    /** Major units of the tenant's currency. */
    price: rangeSchema.optional(),
    modelYear: rangeSchema.optional(),
    mileageKm: rangeSchema.optional(),
  })
  .refine(saysSomething, 'needs at least one condition');
export type VehicleWhere = z.infer<typeof vehicleWhereSchema>;

const event = z
  .enum(eventTypes)
  .refine((type) => !ownEventTypes.includes(type), 'is not something a shopper does');

/** A property is what it was then, so a rule may not ask how long ago or ahead of now it lies. */
const propertySchema = factSchema.refine(
  (fact) => timelyConditions.every((name) => fact[name] === undefined),
  `can be asked of traits only: ${timelyConditions.join(', ')}`,
);

/** Which events are meant: their kind, their name, their vehicle and what they say. */
export const deedFields = {
  event: event.optional(),
  /** Any of these. Neither this nor `event`: whatever a shopper does. */
  anyOf: listOf(event).optional(),
  /** The sender's own event name; only with `CUSTOM`. */
  name: text.optional(),
  where: vehicleWhereSchema.optional(),
  /** What the event's properties say; all must hold. */
  properties: z.array(propertySchema).min(1, 'must name at least one').max(ruleBounds.properties).optional(),
} as const;

export type Deed = z.infer<z.ZodObject<typeof deedFields>>;

/** What is wrong with a deed, if anything: where and what. */
export function deedFault({ event: one, anyOf, name }: Deed): { path: string; message: string } | null {
  if (one !== undefined && anyOf !== undefined) return { path: 'anyOf', message: 'goes only without event' };
  if (name !== undefined && one !== 'CUSTOM') return { path: 'name', message: 'goes only with event CUSTOM' };
  return null;
}
