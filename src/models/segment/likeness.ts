import { z } from 'zod';
import { ruleSchema } from './rule.js';

/** Whom others are to be like. A fifth of them, drawn by the salt, is held out to measure with. */
export const seedSchema = z.strictObject({ rule: ruleSchema, salt: z.string().min(1).max(100) });
export type Seed = z.infer<typeof seedSchema>;

/** A direction along which a seed lies apart from everybody, and where everybody lies on it. */
export const directionSchema = z.strictObject({
  /** One a dimension. A score is the sum of these times how far somebody lies from the mean. */
  weights: z.array(z.number()),
  mean: z.array(z.number()),
  /** The standard deviation of everybody's scores. */
  spread: z.number().positive(),
});
export type Direction = z.infer<typeof directionSchema>;

/** How vectors lie, as it travels: how many, the sum of each dimension, and sums of products by the rows of a triangle. */
export const momentsSchema = z.strictObject({
  count: z.number().int().nonnegative(),
  sums: z.array(z.number()),
  products: z.array(z.number()),
});
export type MomentsData = z.infer<typeof momentsSchema>;

/** How many score what, as it travels: steps of the scale in which there is anybody, with others and held-out. */
export const histogramSchema = z.array(
  z.tuple([z.number().int(), z.number().int().nonnegative(), z.number().int().nonnegative()]),
);
export type HistogramData = z.infer<typeof histogramSchema>;

/** Most people a lookalike finds. */
export const mostAlike = 200_000;
