import { z } from 'zod';
import { eventTypes, ownEventTypes } from '../event/event-type.js';
import { bodyStyles, conditions, fuelTypes } from '../vehicle/vehicle-facts.js';
import { windowMs } from './window.js';

/** Bounds that keep one rule readable by a person and cheap for the worker. */
export const ruleBounds = {
  /** `all`, `any` and `not` inside each other, the leaf included. */
  depth: 8,
  nodes: 64,
  /** Entries of one list: makes, trait values. */
  listed: 100,
  textLength: 200,
  times: 10_000,
} as const;

const text = z.string().trim().min(1, 'must not be empty').max(ruleBounds.textLength);
const texts = z.array(text).min(1, 'must name at least one').max(ruleBounds.listed);

function anyOf<T extends readonly [string, ...string[]]>(names: T) {
  return z.array(z.enum(names)).min(1, 'must name at least one').max(ruleBounds.listed);
}

function ordered({
  atLeast,
  atMost,
}: {
  atLeast?: number | undefined;
  atMost?: number | undefined;
}): boolean {
  return atLeast === undefined || atMost === undefined || atLeast <= atMost;
}
const outOfOrder = 'atLeast is larger than atMost, so nothing can match';

function saysSomething(value: object): boolean {
  return Object.values(value).some((part) => part !== undefined);
}

/** Inclusive bounds of a number; one of them may be absent. */
export const rangeSchema = z
  .strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() })
  .refine(saysSomething, 'needs atLeast, atMost or both')
  .refine(ordered, outOfOrder);
export type Range = z.infer<typeof rangeSchema>;

/** Which vehicles count. All conditions must hold; a fact the event does not know never holds. Text ignores case. */
export const vehicleWhereSchema = z
  .strictObject({
    make: texts.optional(),
    model: texts.optional(),
    bodyStyle: anyOf(bodyStyles).optional(),
    fuelType: anyOf(fuelTypes).optional(),
    condition: anyOf(conditions).optional(),
    /** Major units of the tenant's currency. */
    price: rangeSchema.optional(),
    modelYear: rangeSchema.optional(),
    mileageKm: rangeSchema.optional(),
  })
  .refine(saysSomething, 'needs at least one condition');
export type VehicleWhere = z.infer<typeof vehicleWhereSchema>;

const times = z
  .strictObject({
    atLeast: z.number().int().min(1).max(ruleBounds.times).optional(),
    atMost: z.number().int().min(0).max(ruleBounds.times).optional(),
  })
  .refine(saysSomething, 'needs atLeast, atMost or both')
  .refine(ordered, outOfOrder);

/** Something a shopper did: how often (at least once unless `times` says otherwise) within a rolling window (ever unless said). */
export const didSchema = z
  .strictObject({
    event: z
      .enum(eventTypes)
      .refine((event) => !ownEventTypes.includes(event), 'is not something a shopper does'),
    /** The sender's own event name; only with `CUSTOM`. */
    name: text.optional(),
    where: vehicleWhereSchema.optional(),
    times: times.optional(),
    /** ISO 8601 in weeks, days and smaller; counted is what happened later than now minus this. */
    within: z
      .string()
      .refine((duration) => windowMs(duration) !== null, 'is not a length of time of 1 second to 1096 days')
      .optional(),
  })
  .refine(({ event, name }) => name === undefined || event === 'CUSTOM', {
    path: ['name'],
    message: 'goes only with event CUSTOM',
  });
export type DidRule = z.infer<typeof didSchema>;

const value = z.union([text, z.number(), z.boolean()], 'must be text, a number or true or false');
const bound = z.union(
  [z.number(), z.iso.date(), z.iso.datetime({ offset: true })],
  'must be a number, a date or an instant',
);

/** A fact about the person. All conditions given must hold; an unknown trait holds only `exists: false`. */
export const traitSchema = z
  .strictObject({
    name: text,
    is: value.optional(),
    oneOf: z.array(value).min(1, 'must name at least one').max(ruleBounds.listed).optional(),
    /** Numbers compare as numbers, dates and instants in time. */
    atLeast: bound.optional(),
    atMost: bound.optional(),
    /** An element of a list, or a part of a text, ignoring case. */
    contains: text.optional(),
    exists: z.boolean().optional(),
  })
  .refine(
    ({ name: _name, ...conditions }) => saysSomething(conditions),
    'needs a condition: is, oneOf, atLeast, atMost, contains or exists',
  );
export type TraitRule = z.infer<typeof traitSchema>;

/** Who belongs: a tree of what people did and what they are. Stored as JSON; `validate.ts` checks one from outside. */
export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | { readonly did: DidRule }
  | { readonly trait: TraitRule };

/** Parses a stored rule. For people's rules use `validate.ts`, which explains what is wrong and where. */
export const ruleSchema: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(ruleSchema).min(1) }),
    z.strictObject({ any: z.array(ruleSchema).min(1) }),
    z.strictObject({ not: ruleSchema }),
    z.strictObject({ did: didSchema }),
    z.strictObject({ trait: traitSchema }),
  ]),
);

/** Whether a stored rule is one this program knows: a newer one may have written it. */
export function isReadable(stored: unknown): boolean {
  return ruleSchema.safeParse(stored).success;
}
