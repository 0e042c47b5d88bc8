import type { Contribution, ExposureState } from '../../../models/experiment/experiment-exposure.entity.js';

/** An exposure as counting knows it. */
export interface CountedExposure {
  /** Keyed hash, as `base64url`. */
  readonly unit: string;
  readonly arm: number;
  /** Milliseconds since the epoch. */
  readonly exposedAt: number;
  readonly identityId: string | null;
  readonly state: ExposureState;
  /** What stands in the sums for it; null for nothing. */
  readonly contribution: Contribution | null;
}

/** What is to be added to an arm's sums, or taken out. */
export interface Correction {
  readonly arm: number;
  readonly sign: 1 | -1;
  readonly contribution: Contribution;
}

/** The exposure by which a person is counted: their first, whatever id they came by. */
export function firstOf<T extends Pick<CountedExposure, 'exposedAt' | 'unit'>>(exposures: readonly T[]): T | undefined {
  return exposures.toSorted((a, b) => a.exposedAt - b.exposedAt || (a.unit < b.unit ? -1 : 1))[0];
} // prettier-ignore

/**
 * Counts a person once, in the arm they were first exposed in: what stands in the sums for any of their exposures is taken
 * out, and what they did is put in. Done again it changes nothing.
 *
 * @param exposures all of one person in one experiment
 * @param contribution what is counted of them, from their first exposure on
 */
export function recount(
  exposures: readonly CountedExposure[],
  contribution: Contribution,
): { exposures: CountedExposure[]; corrections: Correction[] } {
  const first = firstOf(exposures);
  const after = exposures.map((exposure): CountedExposure =>
    exposure === first
      ? { ...exposure, state: 'COUNTED', contribution }
      : { ...exposure, state: 'SECOND', contribution: null },
  );
  const corrections = exposures.flatMap((exposure, place): Correction[] => {
    const now = after[place]?.contribution ?? null;
    const { arm, contribution: was } = exposure;
    if (JSON.stringify(was) === JSON.stringify(now)) return [];
    return [
      ...(was ? [{ arm, sign: -1 as const, contribution: was }] : []),
      ...(now ? [{ arm, sign: 1 as const, contribution: now }] : []),
    ];
  });
  return { exposures: after, corrections };
}
