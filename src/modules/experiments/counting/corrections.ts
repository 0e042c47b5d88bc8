import type { ExperimentMeasure } from '../../../models/experiment/experiment-plan.js';
import { noMoments, plus, type Moments } from '../reading/moments.js';
import type { Correction } from './recount.js';

/** What is to be added to the sums of an arm and measure. */
export interface SumChange {
  readonly arm: number;
  readonly measure: ExperimentMeasure;
  readonly by: Moments;
}

/** Corrections of many people, added up arm by arm and measure by measure. */
export function addedUp(
  corrections: readonly Correction[],
  measures: readonly ExperimentMeasure[],
): SumChange[] {
  const changes = new Map<string, SumChange>();
  for (const { arm, sign, contribution } of corrections)
    for (const [place, measure] of measures.entries()) {
      const key = `${arm} ${measure}`;
      const before = changes.get(key)?.by ?? noMoments;
      changes.set(key, { arm, measure, by: plus(before, momentsOf(sign, contribution.x, contribution.y[place] ?? 0)) }); // prettier-ignore
    }
  return [...changes.values()];
}

function momentsOf(sign: 1 | -1, x: number, y: number): Moments {
  return { people: sign, y: sign * y, yy: sign * y * y, x: sign * x, xx: sign * x * x, xy: sign * x * y };
}
