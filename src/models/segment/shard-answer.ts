import { z } from 'zod';
import { histogramSchema, momentsSchema } from './likeness.js';
import { eventTypes } from '../event/event-type.js';
import { bodyStyles } from '../vehicle/vehicle-facts.js';
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

const behaviourAnswerSchema = z.strictObject({
  kind: z.literal('behaviour'),
  /** How the seed's vectors lie, without what is held out. */
  seed: momentsSchema,
  everybody: momentsSchema,
  /** How many of the seed are held out. */
  heldOut: count,
});

const alikeAnswerSchema = z.strictObject({ kind: z.literal('alike'), histogram: histogramSchema });

const likestAnswerSchema = z.strictObject({
  kind: z.literal('likest'),
  /** The most alike first, with their scores. None is of the seed. */
  people: z.array(z.tuple([z.uuid(), z.number()])),
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

/** How many did it at least as `often` as that. */
const countsByOften = z.tuple([count, count, count, count]);

const deedCountsSchema = z.strictObject({
  type: z.enum(eventTypes),
  /** With a vehicle of this shape; beside a model, which shape it has. */
  bodyStyle: z.enum(bodyStyles).nullable(),
  /** With this model. */
  model: z.strictObject({ make: z.string().nullable(), name: z.string() }).nullable(),
  /** How many buyers did before they bought … */
  buyers: countsByOften,
  /** … and how many of all people do. */
  everybody: countsByOften,
});
export type DeedCounts = z.infer<typeof deedCountsSchema>;

const buyersAnswerSchema = z.strictObject({
  kind: z.literal('buyers'),
  people: count,
  buyers: count,
  deeds: z.array(deedCountsSchema),
});
export type BuyersAnswer = z.infer<typeof buyersAnswerSchema>;

/** What one shard answers to a question of the same kind. */
export const shardAnswerSchema = z.discriminatedUnion('kind', [
  reachAnswerSchema,
  reachesAnswerSchema,
  behaviourAnswerSchema,
  alikeAnswerSchema,
  likestAnswerSchema,
  profileAnswerSchema,
  buyersAnswerSchema,
]);
export type ShardAnswer = z.infer<typeof shardAnswerSchema>;
/** An answer of one kind. */
export type AnswerOf<K extends ShardAnswer['kind']> = Extract<ShardAnswer, { kind: K }>;
