import type { InsightDimension } from '../../../models/segment/insight.js';
import type { DimensionCounts, ProfileAnswer } from '../../../models/segment/shard-answer.js';
import type { AnswerPart } from '../questions/answered.js';

/** How many are in an audience, in the one it is compared with, and in both. */
export interface Counts {
  readonly inside: number;
  readonly compared: number;
  readonly both: number;
}

/** How two audiences are by one thing. */
export interface DimensionSum {
  readonly dimension: InsightDimension;
  readonly trait: string | null;
  /** Null where there are too many different values. */
  readonly values: readonly (Counts & { readonly value: string })[] | null;
}

/** How two audiences are. */
export interface ProfileSum extends Counts {
  readonly outOf: number;
  readonly dimensions: readonly DimensionSum[];
}

const nobody: Counts = { inside: 0, compared: 0, both: 0 };

/** Adds up what shards counted of two audiences. What one shard could not tell apart is not told. */
export function sumOfProfile(parts: readonly AnswerPart<ProfileAnswer>[]): ProfileSum {
  const answers = parts.map(({ answer }) => answer);
  const dimensions = new Map<string, DimensionSum>();
  for (const found of answers.flatMap((answer) => answer.dimensions)) {
    const key = JSON.stringify([found.dimension, found.trait]);
    dimensions.set(key, sumOfDimension(dimensions.get(key), found));
  }
  return {
    ...answers.reduce((sum, { counts }) => plus(sum, counts), nobody),
    outOf: answers.reduce((sum, { people }) => sum + people, 0),
    dimensions: [...dimensions.values()],
  };
}

function sumOfDimension(
  before: DimensionSum | undefined,
  { dimension, trait, values }: DimensionCounts,
): DimensionSum {
  if (values === null || before?.values === null) return { dimension, trait, values: null };
  // Models are written now so, now so; what people are told to be is kept as it was told.
  const keyOf = (value: string) => (dimension === 'MODEL' ? value.toLowerCase() : value);
  const sums = new Map((before?.values ?? []).map((sum) => [keyOf(sum.value), sum]));
  for (const [value, ...counts] of values) {
    const known = sums.get(keyOf(value)) ?? { ...nobody, value };
    sums.set(keyOf(value), { value: known.value, ...plus(known, counts) });
  }
  return { dimension, trait, values: [...sums.values()] };
}

function plus({ inside, compared, both }: Counts, counts: readonly [number, number, number]): Counts {
  return { inside: inside + counts[0], compared: compared + counts[1], both: both + counts[2] };
}
