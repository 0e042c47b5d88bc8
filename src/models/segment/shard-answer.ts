import { z } from 'zod';
import { insightDimensions } from './insight.js';

/** Most people an answer names. */
export const mostNamed = 20;

const count = z.number().int().nonnegative();

const reachAnswerSchema = z.strictObject({
  kind: z.literal('reach'),
  /** How many it reaches: an estimate until everybody was looked at. */
  size: count,
  /** How far off that can be, nineteen times of twenty; 0 when everybody was looked at. */
  error: count,
  /** How many there are. */
  people: count,
  /** Some of those it reaches. */
  profileIds: z.array(z.string()).max(mostNamed),
});
export type ReachAnswer = z.infer<typeof reachAnswerSchema>;

const reachesAnswerSchema = z.strictObject({
  kind: z.literal('reaches'),
  /** How many each rule reaches, in the order asked. */
  sizes: z.array(count),
  people: count,
});

/** How many are in an audience, in the one it is compared with, and in both. */
const threeCounts = [count, count, count] as const;

const dimensionCountsSchema = z.strictObject({
  dimension: z.enum(insightDimensions),
  /** Of which trait, where it is one. */
  trait: z.string().nullable(),
  /** Each value with its people; null where there are too many different ones. */
  values: z.array(z.tuple([z.string(), ...threeCounts])).nullable(),
});
export type DimensionCounts = z.infer<typeof dimensionCountsSchema>;

const profileAnswerSchema = z.strictObject({
  kind: z.literal('profile'),
  /** How many there are. */
  people: count,
  /** How many of them are in either. */
  counts: z.tuple(threeCounts),
  dimensions: z.array(dimensionCountsSchema),
});
export type ProfileAnswer = z.infer<typeof profileAnswerSchema>;

/** What one shard answers to a question of the same kind. */
export const shardAnswerSchema = z.discriminatedUnion('kind', [
  reachAnswerSchema,
  reachesAnswerSchema,
  profileAnswerSchema,
]);
export type ShardAnswer = z.infer<typeof shardAnswerSchema>;
/** An answer of one kind. */
export type AnswerOf<K extends ShardAnswer['kind']> = Extract<ShardAnswer, { kind: K }>;
