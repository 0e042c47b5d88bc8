import { z } from 'zod';
import { histogramSchema, momentsSchema } from './likeness.js';

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

/** What one shard answers to a question of the same kind. */
export const shardAnswerSchema = z.discriminatedUnion('kind', [
  reachAnswerSchema,
  reachesAnswerSchema,
  behaviourAnswerSchema,
  alikeAnswerSchema,
  likestAnswerSchema,
]);
export type ShardAnswer = z.infer<typeof shardAnswerSchema>;
/** An answer of one kind. */
export type AnswerOf<K extends ShardAnswer['kind']> = Extract<ShardAnswer, { kind: K }>;
