import { mostNamed, type ReachAnswer } from '../../../models/segment/shard-answer.js';
import type { AnswerPart } from '../questions/answered.js';

/** Whom a rule reaches, as far as is known. */
export interface PreviewSum {
  readonly size: number;
  /** How far off that can be, nineteen times of twenty; 0 when it is exact. */
  readonly margin: number;
  readonly outOf: number;
  readonly isExact: boolean;
  readonly profileIds: readonly string[];
}

/**
 * Adds up what shards answered. Samples of different shards are drawn apart, so their errors add up as squares; of shards that
 * did not answer yet, what those that did say is taken to hold as well.
 * @param shards how many there are
 */
export function sumOf(parts: readonly AnswerPart<ReachAnswer>[], shards: number): PreviewSum {
  const answers = parts.map(({ answer }) => answer);
  const size = answers.reduce((sum, answer) => sum + answer.size, 0);
  const outOf = answers.reduce((sum, { people }) => sum + people, 0);
  const margin = Math.sqrt(answers.reduce((sum, { error }) => sum + error * error, 0));
  const profileIds = answers.flatMap((answer) => answer.profileIds).slice(0, mostNamed);
  if (parts.length >= shards)
    return {
      size,
      margin: Math.ceil(margin),
      outOf,
      isExact: parts.every(({ isExact }) => isExact),
      profileIds,
    };
  const more = parts.length === 0 ? 0 : shards / parts.length;
  const missing = Math.round(outOf * more) - outOf;
  return {
    size: Math.round(size * more),
    margin: Math.ceil(margin * more) + missing,
    outOf: outOf + missing,
    isExact: false,
    profileIds,
  };
}
