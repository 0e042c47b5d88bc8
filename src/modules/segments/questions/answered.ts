import type { AnswerOf, ShardAnswer } from '../../../models/segment/shard-answer.js';

/** What one shard said of a question. */
export interface AnswerPart<A extends ShardAnswer = ShardAnswer> {
  readonly shard: number;
  readonly isExact: boolean;
  readonly answer: A;
}

/** What shards said so far. */
export interface Answered {
  readonly parts: readonly AnswerPart[];
  /** How many shards there are. */
  readonly shards: number;
}

/** Whether everybody was looked at. */
export function isWhole({ parts, shards }: Answered): boolean {
  return parts.length >= shards && parts.every(({ isExact }) => isExact);
}

/** Shards in which everybody was looked at. */
export function exactOf({ parts }: Answered): number[] {
  return parts.filter(({ isExact }) => isExact).map(({ shard }) => shard);
}

/** The parts that answer a question of this kind: all, where it was one. */
export function partsOf<K extends ShardAnswer['kind']>(
  { parts }: Answered,
  kind: K,
): readonly AnswerPart<AnswerOf<K>>[] {
  return parts.flatMap(({ answer, ...part }) => (isOf(answer, kind) ? [{ ...part, answer }] : []));
}

function isOf<K extends ShardAnswer['kind']>(answer: ShardAnswer, kind: K): answer is AnswerOf<K> {
  return answer.kind === kind;
}
