import { z } from 'zod';
import { ruleBounds } from './rule-bounds.js';
import { windowMs } from './window.js';

/** A text that says something. */
export const text = z.string().trim().min(1, 'must not be empty').max(ruleBounds.textLength);
/** One or more of them. */
export const texts = listOf(text);

/** One or more of these. */
export function listOf<T extends z.ZodType>(part: T) {
  return z.array(part).min(1, 'must name at least one').max(ruleBounds.listed);
}

/** A length of time in ISO 8601. */
export const duration = z
  .string()
  .refine((written) => windowMs(written) !== null, 'is not a length of time of 1 second to 1096 days');

interface Bounds {
  atLeast?: number | undefined;
  atMost?: number | undefined;
}

/** Whether something can lie between the two. */
export function ordered({ atLeast, atMost }: Bounds): boolean {
  return atLeast === undefined || atMost === undefined || atLeast <= atMost;
}
/** What is said where nothing can. */
export const outOfOrder = 'atLeast is larger than atMost, so nothing can match';

/** Whether any part is given. */
export function saysSomething(value: object): boolean {
  return Object.values(value).some((part) => part !== undefined);
}

/** Inclusive bounds of a number; one of them may be absent. */
export const rangeSchema = z
  .strictObject({ atLeast: z.number().optional(), atMost: z.number().optional() })
  .refine(saysSomething, 'needs atLeast, atMost or both')
  .refine(ordered, outOfOrder);
export type Range = z.infer<typeof rangeSchema>;

/** How often: whole numbers, at least one bound. */
export const timesSchema = z
  .strictObject({
    atLeast: z.number().int().min(1).max(ruleBounds.times).optional(),
    atMost: z.number().int().min(0).max(ruleBounds.times).optional(),
  })
  .refine(saysSomething, 'needs atLeast, atMost or both')
  .refine(ordered, outOfOrder);
export type Times = z.infer<typeof timesSchema>;
