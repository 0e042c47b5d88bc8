import type { PreviewPart } from './previews.repository.js';

/** Most people a preview names. */
export const mostNamed = 20;

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
export function sumOf(parts: readonly PreviewPart[], shards: number): PreviewSum {
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  const outOf = parts.reduce((sum, part) => sum + part.people, 0);
  const margin = Math.sqrt(parts.reduce((sum, { error }) => sum + error * error, 0));
  const profileIds = parts.flatMap((part) => part.profileIds).slice(0, mostNamed);
  const isWhole = parts.length >= shards;
  if (isWhole)
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
