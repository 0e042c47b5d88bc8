import { z } from 'zod';
import { deedFault, deedFields } from './deed.js';
import { periodFault, periodFields } from './period.js';
import { ruleBounds } from './rule-bounds.js';
import { duration, ordered, outOfOrder, saysSomething, text, timesSchema } from './rule-parts.js';
import { windowMs } from './window.js';

/** Facts of an event's vehicle that can be added up. */
export const vehicleNumbers = ['vehicle.price', 'vehicle.modelYear', 'vehicle.mileageKm'] as const;
/** What distinct things can be counted, beside what a property says. */
export const distinctThings = [
  'day', 'vehicle', 'vehicle.make', 'vehicle.model', 'vehicle.bodyStyle', 'vehicle.fuelType', 'vehicle.condition',
] as const; // prettier-ignore

const numbers = z
  .strictObject({
    /** A property, or one of `vehicleNumbers`. */
    of: text,
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .refine(({ atLeast, atMost }) => saysSomething({ atLeast, atMost }), 'needs atLeast, atMost or both')
  .refine(ordered, outOfOrder);

const distinct = z
  .strictObject({
    /** A property, or one of `distinctThings`. */
    of: text,
    atLeast: z.number().int().min(1).max(ruleBounds.times).optional(),
    atMost: z.number().int().min(0).max(ruleBounds.times).optional(),
  })
  .refine(({ atLeast, atMost }) => saysSomething({ atLeast, atMost }), 'needs atLeast, atMost or both')
  .refine(ordered, outOfOrder);

/** Again and again: how often in each of the periods that `within` is made of, the newest ending now. */
const everySchema = z
  .strictObject({ period: duration, ...timesSchema.shape })
  .refine(({ atLeast, atMost }) => saysSomething({ atLeast, atMost }), 'needs atLeast, atMost or both')
  .refine(ordered, outOfOrder);

/** How long ago the first or the newest was. */
const agoSchema = z
  .strictObject({ agoAtLeast: duration.optional(), agoAtMost: duration.optional() })
  .refine(saysSomething, 'needs agoAtLeast, agoAtMost or both');

/** What is asked of the events meant; at most one, and none means at least once. */
const measures = {
  times: timesSchema.optional(),
  sum: numbers.optional(),
  average: numbers.optional(),
  distinct: distinct.optional(),
  every: everySchema.optional(),
  first: agoSchema.optional(),
  newest: agoSchema.optional(),
} as const;

const fields = z.strictObject({ ...deedFields, ...periodFields, ...measures });
export type DidRule = z.infer<typeof fields>;

/** Something a shopper did: what, when, and how often or how much. */
export const didSchema = fields.superRefine((did, context) => {
  const fault = deedFault(did) ?? periodFault(did) ?? measureFault(did);
  if (fault) context.addIssue({ code: 'custom', path: [fault.path], message: fault.message });
});

function measureFault(did: DidRule): { path: string; message: string } | null {
  const [first, second] = given(did, Object.keys(measures));
  if (second !== undefined) return { path: second, message: `goes only without ${first ?? ''}` };
  if (did.every) return everyFault(did, did.every.period);
  const [period] = given(did, Object.keys(periodFields));
  if ((did.first ?? did.newest) && period !== undefined)
    return { path: first ?? '', message: 'says when by itself, and goes only without a period' };
  return null;
}

/** Which of these fields are given. */
function given(did: DidRule, names: readonly string[]): string[] {
  const fields = new Map<string, unknown>(Object.entries(did));
  return names.filter((name) => fields.get(name) !== undefined);
}

function everyFault(
  { within, longerAgoThan }: DidRule,
  period: string,
): { path: string; message: string } | null {
  const whole = within === undefined ? 0 : (windowMs(within) ?? 0);
  const part = windowMs(period) ?? Infinity;
  if (whole === 0 || longerAgoThan !== undefined)
    return { path: 'every', message: 'needs within, and nothing else that says when' };
  if (whole % part !== 0) return { path: 'every', message: 'within is not a whole number of its periods' };
  if (whole / part > ruleBounds.periods)
    return { path: 'every', message: `within is more than ${ruleBounds.periods} of its periods` };
  return null;
}
