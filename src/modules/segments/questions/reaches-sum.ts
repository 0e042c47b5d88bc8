import type { AnswerOf } from '../../../models/segment/shard-answer.js';
import type { AnswerPart } from './answered.js';

/** How many each of several rules reaches. */
export interface ReachesSum {
  /** In the order asked. */
  readonly sizes: readonly number[];
  readonly outOf: number;
}

/** Adds up what shards counted. @param rules how many were asked */
export function sumOfReaches(parts: readonly AnswerPart<AnswerOf<'reaches'>>[], rules: number): ReachesSum {
  const sizes = Array.from({ length: rules }, (_none, rule) =>
    parts.reduce((sum, { answer }) => sum + (answer.sizes[rule] ?? 0), 0),
  );
  return { sizes, outOf: parts.reduce((sum, { answer }) => sum + answer.people, 0) };
}
