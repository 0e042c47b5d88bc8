import { z } from 'zod';
import { ruleBounds } from './rule-bounds.js';
import { duration, listOf, saysSomething, text, texts } from './rule-parts.js';

const value = z.union([text, z.number(), z.boolean()], 'must be text, a number or true or false');
const values = listOf(value);
const bound = z.union(
  [z.number(), z.iso.date(), z.iso.datetime({ offset: true })],
  'must be a number, a date or an instant',
);
const size = z.number().int().min(0).max(ruleBounds.times);

/**
 * What can be asked of a fact. All conditions given must hold. Texts compare ignoring case, but for `is`, `isNot`, `oneOf`
 * and `noneOf`, which want the very value. An unknown fact, and one that cannot be compared, holds nothing but
 * `exists: false`: who never told us their city is not “not from Leeds”.
 */
export const factConditions = {
  is: value.optional(),
  isNot: value.optional(),
  oneOf: values.optional(),
  noneOf: values.optional(),
  /** A part of a text, or an element of a list. */
  contains: text.optional(),
  containsNot: text.optional(),
  startsWith: text.optional(),
  endsWith: text.optional(),
  /** Elements of a list; a text counts as a list of one. */
  containsAny: texts.optional(),
  containsAll: texts.optional(),
  containsNone: texts.optional(),
  sizeAtLeast: size.optional(),
  sizeAtMost: size.optional(),
  /** Numbers compare as numbers, dates and instants in time. */
  atLeast: bound.optional(),
  atMost: bound.optional(),
  moreThan: bound.optional(),
  lessThan: bound.optional(),
  /** How far a date or instant lies back or ahead; a date is the beginning of its day. */
  agoAtLeast: duration.optional(),
  agoAtMost: duration.optional(),
  aheadAtLeast: duration.optional(),
  aheadAtMost: duration.optional(),
  /** Whether the same day of a year comes round within that time, or is today: birthdays, ends of warranties. */
  anniversaryWithin: duration.optional(),
  exists: z.boolean().optional(),
} as const;

/** Conditions that hold at one time and not at another. */
export const timelyConditions = [
  'agoAtLeast',
  'agoAtMost',
  'aheadAtLeast',
  'aheadAtMost',
  'anniversaryWithin',
] as const;

const named = z.strictObject({ name: text, ...factConditions });

/** A fact by its name and what is asked of it. */
export const factSchema = named.refine(
  ({ name: _name, ...conditions }) => saysSomething(conditions),
  `needs a condition: one of ${Object.keys(factConditions).join(', ')}`,
);
export type FactRule = z.infer<typeof factSchema>;
/** What is asked of a fact, whatever its name. */
export type FactConditions = Omit<FactRule, 'name'>;
